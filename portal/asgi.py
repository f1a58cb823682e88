import os
import warnings

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from portal.bodies import LimitedBodies

# Files are small and read in a thread, as Django's warning says it does; there is nothing to mend.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")


async def refuse(scope, receive, send):
    """Nothing here opens a socket. Said in words of the protocol, it is no error that fills a log."""
    await receive()
    await send({"type": "websocket.close"})


application = ProtocolTypeRouter({"http": LimitedBodies(get_asgi_application()), "websocket": refuse})
