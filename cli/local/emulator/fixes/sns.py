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
