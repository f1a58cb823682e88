import os
import warnings

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from portal.bodies import LimitedBodies

# Files are small and read in a thread, as Django's warning says it does; there is nothing to mend.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
pages = LimitedBodies(get_asgi_application())

# Sockets know models, which can be imported only now that Django is set up.
from portal.live.endpoint import sockets  # noqa: E402

application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
