#!/usr/bin/python3
"""A mail server for the tests: accepts mail over TLS only and keeps it in a Maildir.

    server.py MAILDIR CERTIFICATE KEY [implicit]

With STARTTLS, or with TLS from the first byte.

Prints its port and serves until its standard input ends, so that it never outlives the test. Addresses
decide how it answers, as on the real net: "refused.…@" is refused for good, "later.…@" is put off.
"""

import asyncio
import ssl
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Handler(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused."):
            return f"550 5.1.1 <{address}>: no such mailbox"
        if address.startswith("later."):
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, auth_data):
    known = isinstance(auth_data, LoginPassword) and auth_data == LoginPassword(b"agency", b"secret of the mail server")
    # Not handled: the library still has to answer.
    return AuthResult(success=known, handled=False)


async def serve(folder, certificate, key, mode="starttls"):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    handler = Handler(folder)
    implicit = mode == "implicit"
    # Within implicit TLS there is nothing left to start, and signing in is safe.
    tls = {"auth_require_tls": False} if implicit else {"tls_context": context, "require_starttls": True}

    def session():
        return SMTP(handler, hostname="localhost", enable_SMTPUTF8=True, authenticator=authenticate, **tls)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, host="127.0.0.1", port=0, ssl=context if implicit else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
