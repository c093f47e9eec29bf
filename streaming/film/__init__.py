"""The demo film: a premiere's opening for the fictional Aurelle One, drawn by Pillow and set to synthesised music."""
