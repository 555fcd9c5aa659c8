"""API Gateway: what an HTTP API answers itself."""

import asyncio

from ministack.services import apigateway

from .replace import replace, replace_provisioner

JSON = {"Content-Type": "application/json"}
BODY_LIMIT = 10 * 1024 * 1024


def cors_comes_from_the_template():
    """An HTTP API answers preflights by the CorsConfiguration of its template.

    MiniStack stores it with CloudFormation's spelling (`AllowOrigins`) and looks for the API's (`allowOrigins`).
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    """

    def api_spelling(props):
        cors = {name[0].lower() + name[1:]: value for name, value in (props.get("CorsConfiguration") or {}).items()}
        if "maxAge" in cors:
            cors["maxAge"] = int(cors["maxAge"])
        return {**props, "CorsConfiguration": cors} if cors else props

    @replace_provisioner("_apigw_v2_api_create")
    def _(original, logical_id, props, stack):
        return original(logical_id, api_spelling(props), stack)

    @replace_provisioner("_apigw_v2_api_update")
    def _(original, api_id, old, new, stack, logical_id=None):
        return original(api_id, old, api_spelling(new), stack, logical_id)


def large_body_is_refused():
    """An HTTP API takes 10 MB and answers 413 to more; MiniStack hands it on.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    """

    @replace(apigateway, "_handle_execute_in_scope")
    async def _(original, api_id, stage, path, method, headers, body, *rest):
        if len(body or b"") > BODY_LIMIT:
            return 413, JSON, b'{"message":"Request Entity Too Large"}'
        return await original(api_id, stage, path, method, headers, body, *rest)


def every_answer_carries_cors():
    """API Gateway adds CORS headers to every answer, its own refusals included, or a browser could not read a 401.

    MiniStack adds them to a function's answers only.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    """

    @replace(apigateway, "_handle_execute_in_scope")
    async def _(original, api_id, stage, path, method, headers, *rest):
        status, answered, body = await original(api_id, stage, path, method, headers, *rest)
        cors = (apigateway._apis.get(api_id) or {}).get("corsConfiguration") or {}
        return status, {**answered, **apigateway._cors_response_headers(cors, (headers or {}).get("origin", ""))}, body


def thrown_error_is_500_without_detail():
    """A function that throws or times out is a 500 that says nothing more.

    MiniStack answers 502 with the error's type, message and stack trace.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """

    @replace(apigateway, "_invoke_lambda_proxy")
    async def _(original, *args, **options):
        status, headers, body = await original(*args, **options)
        if status == 502 and b'"errorMessage"' in body and b'"errorType"' in body:
            return 500, JSON, b'{"message":"Internal Server Error"}'
        return status, headers, body


def slow_function_is_given_up():
    """A function that has not answered within its integration's time-out, 30 s unless said, is a 503; it runs on.

    MiniStack waits as long as the function runs.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    """

    @replace(apigateway, "_invoke_lambda_proxy")
    async def _(original, integration, *args, **options):
        running = asyncio.ensure_future(original(integration, *args, **options))
        await asyncio.wait({running}, timeout=integration["timeoutInMillis"] / 1000)
        return running.result() if running.done() else (503, JSON, b'{"message":"Service Unavailable"}')
