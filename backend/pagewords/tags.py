"""Language tags (BCP 47): the primary subtag, in its canonical form."""

import re

_CODES = (
    "ara=ar ben=bn bul=bg cat=ca ces=cs cze=cs chi=zh cmn=zh zho=zh dan=da deu=de ger=de ell=el "
    "gre=el eng=en est=et fas=fa per=fa fin=fi fra=fr fre=fr gle=ga heb=he hin=hi hrv=hr hun=hu "
    "hye=hy arm=hy in=id ind=id ita=it iw=he jpn=ja kat=ka geo=ka khm=km kor=ko lao=lo lav=lv "
    "lit=lt mar=mr may=ms msa=ms mya=my bur=my nld=nl dut=nl nob=nb nno=nn nor=no pol=pl por=pt "
    "ron=ro rum=ro mo=ro rus=ru slk=sk slo=sk slv=sl spa=es srp=sr swa=sw swe=sv tam=ta tel=te "
    "tha=th tur=tr ukr=uk urd=ur vie=vi"
)
#: The canonical subtags of three-letter and old ones (RFC 5646, 4.5).
CANONICAL = dict(pair.split("=") for pair in _CODES.split())


def primary(tag: str | None) -> str | None:
    """The canonical primary subtag in lower case; None if the tag is malformed."""
    subtag = re.split("[-_]", (tag or "").strip().lower())[0]
    return CANONICAL.get(subtag, subtag) if re.fullmatch("[a-z]{2,3}", subtag) else None
