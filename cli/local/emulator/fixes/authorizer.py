"""API Gateway: JWT authorizers."""

import json

from ministack.services import apigateway

from .replace import replace


def refresh_token_is_refused():
    """Cognito's refresh token is encrypted (a JWE), so no authorizer accepts it; MiniStack's is a signed JWT like the others.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
    """

    @replace(apigateway, "_verify_rs256_signature")
    def _(original, token, jwk):
        return original(token, jwk) and json.loads(apigateway._b64url_decode(token.split(".")[1])).get("token_use") != "refresh"
