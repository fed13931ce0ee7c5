"""What walls say, in the languages of most of them, and the marks of the makers of walls.

Words never tell alone: `wall.py` says what else must be there.
"""

import re
from typing import Final

#: Characters that `<noscript>` begins with, where a notice asks for JavaScript; a text that does so
#: does it at its end.
NOTICE_WITHIN = 500


def _any_of(*patterns: str) -> "re.Pattern[str]":
    return re.compile("|".join(patterns), re.IGNORECASE)


#: Marks of the makers of walls in a page's markup.
MARKS: Final = re.compile(
    "|".join((
        r"_cf_chl_opt",
        r"/cdn-cgi/challenge-platform/[^\"']{0,80}orchestrate/",
        r"cf-browser-verification",
        r"id=[\"']challenge-(?:form|running|error-text)",
        r"geo\.captcha-delivery\.com/(?:captcha|interst)",
        r"ct\.captcha-delivery\.com/[ci]\.js",
        r"id=[\"']px-captcha",
        r"_Incapsula_Resource\?",
        r"Incapsula incident ID",
        r"errors\.edgesuite\.net",
        r"sec-if-cpt-container",
        r"AwsWafIntegration\.",
        r"awswaf\.com/[^\"']{0,99}challenge",
        r"sucuri_cloudproxy_js",
        r"Sucuri WebSite Firewall - Access Denied",
    ))
)  # fmt: skip
CAPTCHA: Final = re.compile(r"class=[\"'][^\"']{0,80}(?:g-recaptcha|h-captcha|cf-turnstile)")
#: What checks alone say, and what they say as others do.
CHECKS: Final = _any_of(
    r"checking (?:your browser|if the site)",
    r"verify(?:ing)? (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot|bot)",
    r"i(?:'m| am) not a robot",
    r"are you a (?:robot|human)\?",
    r"unusual traffic",
    r"pardon our interruption",
    r"access to this page has been denied",
    r"ddos protection by",
    r"\bray id\b",
    r"automated (?:access|requests|queries)",
    r"reference ?#\d",
    r"로봇이 아닙니다",
    r"사람인지 확인",
    r"자동 ?(?:등록|입력) ?방지",
    r"비정상적인 (?:접근|트래픽|접속)",
    r"접[근속]이 (?:일시적으로 )?(?:차단|거부|제한)",
    r"브라우저를 확인",
    r"ロボットではありません",
    r"人間であることを",
    r"アクセスが(?:拒否|制限)",
    r"访问(?:验证|异常|受限)",
    r"人机验证",
    r"检查您的浏览器",
    r"sicherheitsüberprüfung",
    r"vérification de sécurité",
)
BESIDE_CHECKS: Final = _any_of(
    r"just a moment",
    r"attention required",
    r"one more step",
    r"access denied",
    r"security (?:check|verification)",
    r"this process is automatic",
    r"redirect(?:ed)? to (?:your|the) requested (?:content|page)",
    r"(?:allow|take|wait) (?:up to )?\w+ seconds",
    r"this may take a few seconds",
    r"enable cookies",
    r"잠시만 기다",
    r"보안 ?(?:확인|검사|문자)",
    r"しばらくお待ち",
    r"安全验证",
    r"请稍候",
    r"einen moment",
    r"zugriff verweigert",
    r"un instant",
    r"accès refusé",
    r"un momento",
    r"acceso denegado",
)
CONSENT: Final = _any_of(
    r"before you continue",
    r"we (?:value|care about|respect) your privacy",
    r"accept (?:all )?cookies",
    r"cookie (?:consent|preferences|settings)",
    r"(?:use|uses|store) (?:of )?cookies",
    r"our \d* ?partners",
    r"(?:utilis|stock|dépos)\w* (?:de |des |les )?cookies",
    r"nos \d* ?partenaires|unsere \d* ?partner|nuestros \d* ?socios|nostri \d* ?partner",
    r"utilizamos cookies|utilizziamo (?:i )?cookie|usamos cookies",
    r"bevor (?:sie|du) fortf",
    r"zustimmen und weiter",
    r"avant de (?:continuer|poursuivre)",
    r"antes de continuar",
    r"쿠키.{0,20}(?:동의|허용)",
    r"개인정보.{0,20}동의",
    r"同意して続行",
    r"cookie ?の使用",
    r"接受.{0,6}cookie",
)
#: What the buttons of a question for consent say.
AGREES: Final = _any_of(
    r"\b(?:accept|agree|allow|consent|reject|got it|ok)\b",
    r"akzeptier|zustimm|einverstanden|accepter|refuser|aceptar|aceitar|accett",
    r"동의|허용|수락|同意|承諾|接受",
)
LOGIN: Final = _any_of(
    r"(?:log|sign)[ -]?(?:in|on)\b",
    r"로그인|ログイン|サインイン|登录|登錄",
    r"anmelden|einloggen|se connecter|connexion|iniciar sesión|вход|войти",
)
#: What asks a reader to log in.
ASKS_FOR_LOGIN: Final = _any_of(
    r"(?:log|sign)[ -]?in to (?:continue|view|see|access|read)",
    r"please (?:log|sign) ?in",
    r"you (?:must|need to) (?:be logged in|(?:log|sign) ?in)",
    r"로그인이? ?(?:필요|후 ?이용|하셔야|해 ?주세요|해야)",
    r"(?:회원|멤버)(?:만|에게만)",
    r"ログインして(?:ください|続行)|ログインが必要",
    r"请先?登[录錄]|需要登录",
    r"bitte (?:melden|loggen)|veuillez vous connecter",
)
PAYWALL: Final = _any_of(
    r"(?:subscribe|sign up|register|log in) to (?:continue|keep|read|unlock)",
    r"subscri\w+[ -]only",
    r"(?:article|story|content|post) is (?:only )?(?:for|available to) (?:our )?"
    r"(?:paid |paying )?(?:subscribers|members)",
    r"already a (?:subscriber|member)",
    r"create an account to (?:continue|keep|read)",
    r"(?:article|story|content|post) available to .{0,20}(?:subscribers|members) only",
    r"unlock this (?:article|story)",
    r"유료 ?(?:회원|기사|구독|콘텐츠)",
    r"구독자 ?(?:전용|만)",
    r"(?:전체|전문).{0,12}(?:구독|로그인)",
    r"会員限定|有料会員|続きを読むには",
    r"付费|订阅后",
    r"nur für abonnenten|weiterlesen mit|réservé aux abonnés|solo para suscriptores",
)
NEEDS_SCRIPT: Final = _any_of(
    r"(?:enable|activate|turn on|requires?|needs?|without)[^.]{0,40}java ?script",
    r"java ?script[^.]{0,40}(?:enable|disabled|required|not available|turned off)",
    r"자바스크립트[^.]{0,20}(?:활성|사용|켜|필요|허용)",
    r"javascript[^。]{0,12}(?:有効|無効|활성|켜|필요)",
)
#: Lines that say nothing else than that the page is to come.
LOADING: Final = _any_of(
    r"(?:now )?loading|loading [\w ]{1,30}(?:…|\.{2,3})|please wait[\w ]{0,40}",
    r".{0,20}(?:불러오는 중|로딩 ?중|잠시만 ?기다).{0,30}",
    r".{0,10}(?:読み込み中|加载中|加載中).{0,10}",
    r".{0,20}wird geladen|chargement[\w ]{0,20}|cargando[\w ]{0,20}",
)
#: Comments are drawn by programs on pages that are none of theirs.
COMMENTS: Final = _any_of(r"comment|disqus|discussion|댓글|コメント")
#: Hosts and paths of logins and of questions for consent.
LOGIN_PLACE: Final = _any_of(
    r"^(?:accounts?|auth|sso|login|signin)\.",
    r"[/._-](?:log-?in|sign-?in|logon|nidlogin|servicelogin)",
    r"[/._-](?:sso|oauth2?|auth)(?:[/._-]|$)",
    r"(?-i:[a-z](?:Login|LogIn|SignIn|Signin))",
)
CONSENT_PLACE: Final = _any_of(r"(?:^|[/._-])(?:consent|privacy-?gate|cookie-?wall|gdpr)")
