"""An OpenID Connect provider in a thread: discovery, authorize, token, user info and keys. It checks PKCE and codes."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

# One for all tests: making it takes longer than a test.
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT_ID, CLIENT_SECRET = "throughline", "a secret of the client"


class IdentityProvider:
    """Answers `claims` about whoever comes, with `token_claims` in the token and `info_claims` in the user info on top.

    `asked` lists what authorize was asked, `refused` why token gave nothing.
    """

    def __init__(self):
        self.key = KEY
        self.claims = {"sub": "248289761001", "email": "ana@example.org", "email_verified": True}
        self.token_claims, self.info_claims = {}, {}
        self.denies = False
        self.asked, self.refused, self.codes = [], [], {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def start(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def discovery(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict) -> str:
        """Where the browser is sent back to."""
        self.asked.append(asked)
        back = {"state": asked["state"]}
        if self.denies:
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe()
            self.codes[back["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, sent: dict) -> dict | None:
        asked = self.codes.pop(sent.get("code"), None)
        if asked is None:
            return self.refuse("the code is unknown or was used")
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return self.refuse("the verifier does not fit the challenge")
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return self.refuse("the client is another")
        if sent.get("redirect_uri") != asked["redirect_uri"]:
            return self.refuse("the address to come back to is another")
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300} | self.claims | self.token_claims
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def refuse(self, why: str) -> None:
        self.refused.append(why)

    def handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                match parts.path:
                    case "/.well-known/openid-configuration":
                        self.answer(provider.discovery())
                    case "/keys":
                        self.answer(provider.keys())
                    case "/userinfo":
                        self.answer(provider.claims | provider.info_claims)
                    case "/authorize":
                        self.send_response(302)
                        self.send_header("Location", provider.authorize(asked))
                        self.end_headers()
                    case _:
                        self.send_error(404)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                sent = {name: values[0] for name, values in parse_qs(body).items()}
                found = provider.token(sent)
                self.answer(found or {"error": "invalid_grant"}, 200 if found else 400)

            def answer(self, body: dict, status: int = 200):
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        return Handler
