"""Cognito user pools: sign-up."""

import json

from ministack.core.responses import error_response_json
from ministack.services import cognito

from .replace import replace


def code_recipient(data):
    """Of a ConfirmSignUp: the pool, the user, and the attribute that the code was sent to (None if there is none)."""
    pool = cognito._pool_for_client(data.get("ClientId"))[0] or {}
    user = (cognito._resolve_user(pool, data.get("Username"))[0] if pool else None) or {}
    attributes = cognito._attr_list_to_dict(user.get("Attributes", []))
    verified = pool.get("AutoVerifiedAttributes") or []
    return pool, user, next((name for name in ("phone_number", "email") if name in verified and attributes.get(name)), None)


def confirmed_address_is_verified():
    """ConfirmSignUp marks the address that received the code as verified; only a verified one is an alias to sign in by.

    MiniStack leaves it unverified, so nobody signs in by email.
    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
    """

    @replace(cognito, "_confirm_sign_up")
    def _(original, data):
        _pool, user, name = code_recipient(data)
        answer = original(data)
        if name and answer[0] == 200:
            user["Attributes"] = cognito._merge_attributes(user["Attributes"], [{"Name": f"{name}_verified", "Value": "true"}])
        return answer


def taken_alias_is_refused():
    """ConfirmSignUp answers AliasExistsException when another user has verified the address (unless ForceAliasCreation).

    MiniStack confirms both.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
    """

    @replace(cognito, "_confirm_sign_up")
    def _(original, data):
        pool, user, name = code_recipient(data)
        if name and name in (pool.get("AliasAttributes") or []) and not data.get("ForceAliasCreation"):
            address = cognito._attr_list_to_dict(user["Attributes"])[name]
            other = cognito._resolve_user(pool, address)[0]
            if other and other is not user:
                return error_response_json("AliasExistsException", f"An account with the {name} already exists.", 400)
        return original(data)


def sign_up_masks_the_address():
    """SignUp's answer masks the address that it sent the code to (`j***@e***`).

    MiniStack shows it whole.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
    """

    @replace(cognito, "_sign_up")
    def _(original, data):
        status, headers, body = original(data)
        answer = json.loads(body)
        delivery = answer.get("CodeDeliveryDetails")
        if delivery:
            delivery["Destination"] = cognito._masked_destination(delivery["Destination"])
            body = json.dumps(answer).encode()
        return status, headers, body
