"""The stream's origin: takes CMAF from encoders, writes the manifests, serves segments while they grow. No Django."""
