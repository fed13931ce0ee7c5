"""Pages that a program draws, and pages that try to reach what they must not, for test_drawn.py."""

PROSE = (
    "The keeper climbed the hundred and twelve steps with a lamp in each hand. Below him the sea "
    "turned over in its sleep, and the gulls had gone wherever gulls go. He wound the clockwork, "
    "trimmed the wick and wrote into the book that the night was clear. 등대지기는 계단을 올랐다. "
)


def page(body: str, head: str = "") -> str:
    """A page of an application: an empty place for its program, and the program."""
    return f"<!doctype html><html lang=en><head><title>Night</title>{head}</head><body>{body}"


def app(script: str, head: str = "") -> str:
    """A page whose program is a module."""
    return page(f"<div id=root></div><script type=module>{script}</script>", head)


SHOW = (
    "const show = (text) => { const p = document.createElement('p'); p.textContent = text;"
    "document.querySelector('#root').append(p); };"
)

#: By name: programs that draw PROSE, each in its own way. `/prose.txt` has it, `/prose.json` in a
#: field, `/prose.js` as an export; `/slow.txt` has it after some seconds; `/moved` redirects to
#: `/prose.txt`.
APPS = {
    "fetch": app(f"{SHOW} show(await (await fetch('/prose.txt')).text())"),
    "json": app(f"{SHOW} show((await (await fetch('/prose.json')).json()).text)"),
    "redirect": app(f"{SHOW} show(await (await fetch('/moved')).text())"),
    "post": app(
        f"{SHOW} const asked = {{ method: 'POST', body: JSON.stringify({{ query: '{{ text }}' }}),"
        " headers: { 'Content-Type': 'application/json' } };"
        "show((await (await fetch('/prose.json', asked)).json()).text)"
    ),
    "xhr": app(
        f"{SHOW} const x = new XMLHttpRequest(); x.onload = () => show(x.responseText);"
        "x.open('GET', '/prose.txt'); x.send()"
    ),
    "import": app(f"{SHOW} import {{ text }} from '/prose.js'; show(text)"),
    "lazy": app(f"{SHOW} const {{ text }} = await import('/prose.js'); show(text)"),
    "classic": page("<div id=root></div><script src=/prose-classic.js></script>"),
    "shadow": app(
        "const text = await (await fetch('/prose.txt')).text(); customElements.define('x-tale',"
        "class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' })"
        ".innerHTML = '<article><p>' + text + '</p></article>'; } });"
        "document.querySelector('#root').append(document.createElement('x-tale'))"
    ),
    "late": app(
        f"{SHOW} setTimeout(async () => show(await (await fetch('/prose.txt')).text()), 900)"
    ),
    "slow": app(
        f"{SHOW} show('A page about the sea, and who lives there. '.repeat(9));"
        "show(await (await fetch('/slow.txt')).text())"
    ),
    "busy": app(
        f"{SHOW} show('A page about the sea, and who lives there. '.repeat(9));"
        "const end = performance.now() + 1500, wire = new MessageChannel();"
        "wire.port1.onmessage = async () => { const until = performance.now() + 40;"
        "while (performance.now() < until); if (until < end) wire.port2.postMessage(0);"
        "else show(await (await fetch('/prose.txt')).text()) }; wire.port2.postMessage(0)"
    ),
    "chain": app(
        f"{SHOW} let text = ''; for (const n of [0, 1, 2, 3]) text += (await (await"
        " fetch('/part?' + n)).text()); show(text)"
    ),
    "polling": app(
        f"{SHOW} show(await (await fetch('/prose.txt')).text());"
        "setInterval(() => fetch('/part?1'), 200)"
    ),
    "clock": app(
        f"{SHOW} show(await (await fetch('/prose.txt')).text()); const c ="
        "document.body.appendChild(document.createElement('i'));"
        "setInterval(() => { c.textContent = Date.now(); }, 50)"
    ),
    "hanging": app(f"{SHOW} show(await (await fetch('/prose.txt')).text()); fetch('/hold/x')"),
    "idle": app(
        f"{SHOW} const text = await (await fetch('/prose.txt')).text();"
        "requestIdleCallback(() => show(text))"
    ),
    "frame": app(
        f"{SHOW} const text = await (await fetch('/prose.txt')).text();"
        "requestAnimationFrame(() => requestAnimationFrame(() => show(text)))"
    ),
    "socket": app(
        f"{SHOW} const w = new WebSocket('ws://' + location.host + '/live');"
        "const say = async () => show(await (await fetch('/prose.txt')).text());"
        "w.onerror = w.onclose = () => {"
        " w.onerror = w.onclose = null; say(); }"
    ),
    "observer": app(
        f"{SHOW} const text = await (await fetch('/prose.txt')).text(); new IntersectionObserver("
        "(seen, o) => { if (seen[0].isIntersecting) { o.disconnect(); show(text); } })"
        ".observe(document.querySelector('#root'))",
        "<style>#root { min-height: 9px }</style>",
    ),
    "history": app(
        f"{SHOW} history.replaceState(null, '', '/night/1');"
        "show(await (await fetch('/prose.txt')).text())"
    ),
    "goes": app("location.href = '/app/fetch'"),
    "cookie": app(
        f"{SHOW} document.cookie = 'read=1'; show(document.cookie === 'read=1' ?"
        "await (await fetch('/prose.txt')).text() : 'no')"
    ),
    "storage": app(
        f"{SHOW} localStorage.x = await (await fetch('/prose.txt')).text(); show(localStorage.x)"
    ),
    "worker": app(
        f"{SHOW} const text = await (await fetch('/prose.txt')).text(); const w = new Worker("
        "URL.createObjectURL(new Blob(['onmessage = (m) => postMessage(m.data)'])));"
        "w.onmessage = (m) => show(m.data); w.postMessage(text)"
    ),
    "dialog": app(f"{SHOW} alert('Hello'); show(await (await fetch('/prose.txt')).text())"),
}

#: By name: pages that try to reach the canary at `{tcp}` (a host and port of loopback), or `{udp}`.
#: Each also shows PROSE where it can.
_TRIES = {
    "fetch": "fetch('http://{tcp}/').catch(() => 0)",
    "no-cors": "fetch('http://{tcp}/', {{ mode: 'no-cors' }}).catch(() => 0)",
    "beacon": "navigator.sendBeacon('http://{tcp}/', 'x')",
    "keepalive": "fetch('http://{tcp}/', {{ method: 'POST', keepalive: true, body: 'x' }})",
    "xhr": "const x = new XMLHttpRequest(); x.open('GET', 'http://{tcp}/'); x.send()",
    "socket": "new WebSocket('ws://{tcp}/')",
    "events": "new EventSource('http://{tcp}/')",
    "image": "new Image().src = 'http://{tcp}/x.png'",
    "script": "document.head.append(Object.assign(document.createElement('script'), {{ src:"
    " 'http://{tcp}/x.js' }}))",
    "style": "document.head.append(Object.assign(document.createElement('link'), {{ rel:"
    " 'stylesheet', href: 'http://{tcp}/x.css' }}))",
    "preload": "document.head.append(Object.assign(document.createElement('link'), {{ rel:"
    " 'preload', as: 'fetch', href: 'http://{tcp}/' }}))",
    "preconnect": "document.head.append(Object.assign(document.createElement('link'), {{ rel:"
    " 'preconnect', href: 'http://{tcp}/' }}))",
    "prefetch": "document.head.append(Object.assign(document.createElement('link'), {{ rel:"
    " 'prefetch', href: 'http://{tcp}/' }}))",
    "dns-prefetch": "document.head.append(Object.assign(document.createElement('link'), {{ rel:"
    " 'dns-prefetch', href: '//localhost:1' }}))",
    "speculation": "document.head.append(Object.assign(document.createElement('script'), {{ type:"
    " 'speculationrules', textContent: JSON.stringify({{ prerender: [{{ source: 'list', urls:"
    " ['http://{tcp}/'] }}], prefetch: [{{ source: 'list', urls: ['http://{tcp}/'] }}] }}) }}))",
    "stun": "const p = new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:{udp}' }}] }});"
    "p.createDataChannel('x'); p.setLocalDescription()",
    "turn": "const p = new RTCPeerConnection({{ iceServers: [{{ urls: 'turn:{tcp}?transport=tcp',"
    " username: 'u', credential: 'c' }}] }}); p.createDataChannel('x'); p.setLocalDescription()",
    "transport": "try {{ new WebTransport('https://{tcp}/') }} catch {{}}",
    "worker-socket": 'new Worker(URL.createObjectURL(new Blob(["new'
    " WebSocket('ws://{tcp}/')\"])))",
    "worker-fetch": "new Worker(URL.createObjectURL(new Blob([\"fetch('http://{tcp}/')\"])))",
    "shared-worker": "new SharedWorker(URL.createObjectURL(new"
    " Blob([\"fetch('http://{tcp}/')\"])))",
    "service-worker": "navigator.serviceWorker?.register('/sw.js').catch(() => 0)",
    "popup": "open('http://{tcp}/')",
    "popup-blank": "const w = open('about:blank'); if (w) w.location = 'http://{tcp}/'",
    "frame": "document.body.append(Object.assign(document.createElement('iframe'), {{ src:"
    " 'http://{tcp}/' }}))",
    "srcdoc": "document.body.append(Object.assign(document.createElement('iframe'), {{ srcdoc:"
    " '<img src=http://{tcp}/a><script>fetch(\"http://{tcp}/b\")<\\/script>' }}))",
    "form": "const f = Object.assign(document.createElement('form'), {{ action: 'http://{tcp}/',"
    " method: 'POST', target: 'x' }}); document.body.append(f); f.submit()",
    "download": "Object.assign(document.createElement('a'), {{ href: 'http://{tcp}/', download:"
    " 'x' }}).click()",
    "video": "document.body.append(Object.assign(document.createElement('video'), {{ src:"
    " 'http://{tcp}/', autoplay: true }}))",
    "object": "document.body.append(Object.assign(document.createElement('object'), {{ data:"
    " 'http://{tcp}/' }}))",
    "font": "new FontFace('x', 'url(http://{tcp}/x.woff2)').load().catch(() => 0)",
    "css-image": "document.body.style.background = 'url(http://{tcp}/x.png)'",
    "manifest": "document.head.append(Object.assign(document.createElement('link'), {{ rel:"
    " 'manifest', href: 'http://{tcp}/m.json' }}))",
    "report": "document.head.append(Object.assign(document.createElement('meta'), {{ httpEquiv:"
    " 'Content-Security-Policy', content: \"img-src 'none'; report-uri http://{tcp}/\" }}));"
    "new Image().src = '/x.png'",
    "redirect-fetch": "fetch('/to-canary').catch(() => 0)",
    "redirect-frame": "document.body.append(Object.assign(document.createElement('iframe'), {{ src:"
    " '/to-canary' }}))",
    "redirect-script": "document.head.append(Object.assign(document.createElement('script'),"
    " {{ src: '/to-canary' }}))",
    "go": "setTimeout(() => {{ location.href = 'http://{tcp}/' }}, 1500)",
    "go-redirect": "setTimeout(() => {{ location.href = '/to-canary' }}, 1500)",
    "go-file": "setTimeout(() => {{ location.href = 'file:///etc/passwd' }}, 1500)",
    "file-fetch": "fetch('file:///etc/passwd').catch(() => 0)",
    "refresh": "document.head.append(Object.assign(document.createElement('meta'), {{ httpEquiv:"
    " 'refresh', content: '1;url=http://{tcp}/' }}))",
    "paint": "CSS.paintWorklet?.addModule('http://{tcp}/x.js').catch(() => 0)",
    "payment": "try {{ new PaymentRequest([{{ supportedMethods: 'http://{tcp}/pay' }}], {{ total:"
    " {{ label: 'x', amount: {{ currency: 'EUR', value: '1' }} }} }}).canMakePayment()"
    ".catch(() => 0) }} catch {{}}",
    "ping": "const a = Object.assign(document.createElement('a'), {{ href: '#x', ping:"
    " 'http://{tcp}/' }}); document.body.append(a); a.click()",
    "icon": "document.head.append(Object.assign(document.createElement('link'), {{ rel: 'icon',"
    " href: 'http://{tcp}/x.ico' }}))",
    "module": "import('http://{tcp}/x.js').catch(() => 0)",
    "modulepreload": "document.head.append(Object.assign(document.createElement('link'), {{ rel:"
    " 'modulepreload', href: 'http://{tcp}/x.js' }}))",
    "css-import": "document.head.append(Object.assign(document.createElement('style'), {{"
    " textContent: '@import url(http://{tcp}/x.css); p {{ cursor: url(http://{tcp}/x.cur), auto }}'"
    " }}))",
    "source-set": "document.body.append(Object.assign(new Image(), {{ srcset: 'http://{tcp}/x.png"
    " 2x', attributionSrc: 'http://{tcp}/a' }}))",
    "poster": "document.body.append(Object.assign(document.createElement('video'), {{ poster:"
    " 'http://{tcp}/x.png' }}), Object.assign(document.createElement('audio'), {{ src:"
    " 'http://{tcp}/x.ogg', preload: 'auto' }}))",
    "embed": "document.body.append(Object.assign(document.createElement('embed'), {{ src:"
    " 'http://{tcp}/x.pdf' }}), Object.assign(document.createElement('input'), {{ type: 'image',"
    " src: 'http://{tcp}/x.png' }}))",
    "drawing": "document.body.insertAdjacentHTML('beforeend', '<svg><image"
    ' href="http://{tcp}/x.png"/><use href="http://{tcp}/x.svg#a"/><filter id=f><feImage'
    ' href="http://{tcp}/y.png"/></filter><rect filter="url(#f)"/></svg>\')',
    "base": "document.head.append(Object.assign(document.createElement('base'), {{ href:"
    " 'http://{tcp}/' }})); fetch('x').catch(() => 0); new Image().src = 'y.png'",
    "import-scripts": "new Worker(URL.createObjectURL(new Blob([\"importScripts('http://{tcp}/')\"]"
    "))).onerror = () => 0",
    "worker-events": 'new Worker(URL.createObjectURL(new Blob(["new'
    " EventSource('http://{tcp}/')\"]"
    ")))",
    "module-worker": "new Worker('http://{tcp}/x.js', {{ type: 'module' }}).onerror = () => 0",
    "shared-socket": 'new SharedWorker(URL.createObjectURL(new Blob(["new'
    " WebSocket('ws://{tcp}/')\"])))",
    "audio-worklet": "new OfflineAudioContext(1, 9,"
    " 9000).audioWorklet.addModule('http://{tcp}/x.js')"
    ".catch(() => 0)",
    "data-frame": "document.body.append(Object.assign(document.createElement('iframe'), {{ src:"
    " \"data:text/html,<script>new WebSocket('ws://{tcp}/');fetch('http://{tcp}/')</scr\" +"
    ' "ipt>" }}))',
    "blob-frame": "document.body.append(Object.assign(document.createElement('iframe'), {{ src:"
    ' URL.createObjectURL(new Blob(["<script>new WebSocket(\'ws://{tcp}/\')</scr" + "ipt>"],'
    " {{ type: 'text/html' }})) }}))",
    "frame-stun": "const f = document.body.appendChild(document.createElement('iframe')); const q ="
    " new f.contentWindow.RTCPeerConnection({{ iceServers: [{{ urls: 'stun:{udp}' }}] }});"
    "q.createDataChannel('x'); q.setLocalDescription()",
    "turn-udp": "const p = new RTCPeerConnection({{ iceServers: [{{ urls: 'turn:{udp}', username:"
    " 'u', credential: 'c' }}] }}); p.createDataChannel('x'); p.setLocalDescription()",
    "candidate": "const p = new RTCPeerConnection(), q = new RTCPeerConnection();"
    " p.createDataChannel("
    "'x'); const [host, port] = '{udp}'.split(':'); (async () => {{ await p.setLocalDescription();"
    " await q.setRemoteDescription(p.localDescription); await q.setLocalDescription();"
    " await p.setRemoteDescription(q.localDescription); await p.addIceCandidate({{ sdpMid: '0',"
    " candidate: 'candidate:1 1 udp 2122260223 ' + host + ' ' + port + ' typ host' }}) }})()"
    ".catch(() => 0)",
    "quic": "try {{ new WebTransport('https://{udp}/').ready.catch(() => 0) }} catch {{}}",
    "socket-stream": "try {{ new WebSocketStream('ws://{tcp}/').opened.catch(() => 0) }}"
    " catch {{}}",
    "later": "try {{ fetchLater('http://{tcp}/', {{ activateAfter: 0 }}) }} catch {{}}",
    "identity": "navigator.credentials?.get({{ identity: {{ providers: [{{ configURL:"
    " 'http://{tcp}/c.json', clientId: 'x' }}] }} }}).catch(() => 0)",
    "auction": "navigator.joinAdInterestGroup?.({{ owner: location.origin, name: 'x', lifetimeMs:"
    " 9999, updateURL: 'http://{tcp}/' }}, 9).catch?.(() => 0)",
    "presentation": "try {{ new PresentationRequest(['http://{tcp}/']).getAvailability()"
    ".catch(() => 0) }} catch {{}}",
    "spelled-address": "for (const a of ['2130706433', '0x7f.1', '127.1', '0.0.0.0', 'localhost.',"
    " '[::ffff:127.0.0.1]', '[::1]', '127.0.0.1.nip.test']) fetch('http://' + a + ':' +"
    " '{tcp}'.split(':')[1] + '/').catch(() => 0)",
    "credentials": "fetch('http://{tcp}/', {{ credentials: 'include', mode: 'no-cors' }})"
    ".catch(() => 0); fetch('//{tcp}/').catch(() => 0)",
    "redirect-worker": "new Worker('/to-canary').onerror = () => 0",
    "redirect-image": "new Image().src = '/to-canary'",
    "redirect-file": "fetch('/to-file').catch(() => 0)",
    "hints": "fetch('/hints').catch(() => 0); document.body.append(Object.assign("
    "document.createElement('iframe'), {{ src: '/hints' }}))",
    "go-data": "setTimeout(() => {{ location.href = 'data:text/html,<img"
    " src=http://{tcp}/>' }}, 1500)",
    "go-refresh": "setTimeout(() => {{ location.href = '/hints' }}, 1500)",
    "go-post": "setTimeout(() => {{ const f = Object.assign(document.createElement('form'),"
    " {{ action:"
    " '/to-canary', method: 'POST' }}); document.body.append(f); f.submit() }}, 1500)",
    "go-new": "const a = Object.assign(document.createElement('a'), {{ href:"
    " 'http://{tcp}/', target:"
    " '_blank' }}); document.body.append(a); a.click()",
}


#: Those that may take the page elsewhere have one of their own.
_GOES = (
    *("popup", "popup-blank", "form", "download", "go", "go-redirect", "go-file", "refresh"),
    *("base", "go-data", "go-refresh", "go-post", "go-new"),
)
_TOGETHER = 8


def tries(tcp: str, udp: str) -> dict[str, str]:
    """The pages that try to reach a canary, by the names of what they try."""
    scripts = {name: script.format(tcp=tcp, udp=udp) for name, script in _TRIES.items()}
    stay = [name for name in scripts if name not in _GOES]
    groups = [stay[at : at + _TOGETHER] for at in range(0, len(stay), _TOGETHER)]
    begin = f"{SHOW} show(await (await fetch('/prose.txt')).text());"
    pages = {name: app(f"{begin} {scripts[name]}") for name in _GOES}
    for names in groups:
        tried = "".join(f"<script>{{ {scripts[name]} }}</script>" for name in names)
        pages["+".join(names)] = app(begin) + tried
    return pages


#: By name: pages that take what they can.
GREEDY = {
    "loop": app("for (;;) {}"),
    "memory": app("const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1))"),
    "elements": app("for (;;) document.body.append(document.createElement('p'))"),
    "requests": app("for (let n = 0; ; n++) { await fetch('/part?' + n) }"),
    "navigations": app("location.href = '/greedy/navigations?' + Math.random()"),
    "dialogs": app("for (;;) alert('x')"),
    "popups": app("setInterval(() => open('/app/fetch'), 10)"),
}
