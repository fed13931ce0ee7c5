# The service `draw`: Chromium and what drives it, and nothing else of the program.

FROM python:3.13-slim
RUN apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends chromium-headless-shell fonts-dejavu-core >/dev/null \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements-uv.lock requirements-draw.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.lock \
 && uv pip install -q --system --no-cache --require-hashes -r requirements-draw.lock
COPY pyproject.toml .
COPY pagewords/__init__.py pagewords/__init__.py
COPY pagewords/draw pagewords/draw
RUN uv pip install -q --system --no-cache --no-deps -e . && install -d -o 10001 -m 700 /draw
ENV HOME=/tmp PYTHONUNBUFFERED=1
USER 10001
CMD ["python", "-m", "pagewords.draw.service", "/draw/socket"]
