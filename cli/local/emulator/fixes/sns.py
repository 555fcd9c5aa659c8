"""SNS: mobile push."""

from ministack.services import sns

from .replace import replace


def disabled_endpoint_is_refused():
    """Publishing to a disabled platform endpoint answers EndpointDisabled; MiniStack accepts it.

    https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    """

    @replace(sns, "_publish")
    def _(original, params):
        endpoint = sns._platform_endpoints.get(sns._p(params, "TargetArn") or "") or {}
        attributes = endpoint.get("Attributes") or endpoint.get("attributes") or {}
        if str(attributes.get("Enabled", "true")).lower() == "false":
            return sns._error("EndpointDisabled", "Endpoint is disabled", 400)
        return original(params)


def endpoint_has_its_own_arn():
    """The ARN of a platform endpoint is `arn:aws:sns:...:endpoint/GCM/name/id`, which policies name; MiniStack's begins as its application's, `...:app/GCM/name/id`.

    https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html
    """

    @replace(sns, "_create_platform_endpoint")
    def _(original, params):
        before = set(sns._platform_endpoints)
        status, headers, body = original(params)
        for arn in set(sns._platform_endpoints) - before:
            endpoint = sns._platform_endpoints.pop(arn)
            endpoint["arn"] = arn.replace(":app/", ":endpoint/", 1)
            sns._platform_endpoints[endpoint["arn"]] = endpoint
            body = body.replace(arn.encode(), endpoint["arn"].encode())
        return status, headers, body
