"""What this MiniStack does otherwise than AWS, and matters to a backend: one function a fix.

A fix's docstring says what AWS does, where AWS says so, and what MiniStack does without it.
test/e2e/local sees each one wrong without its fix and right with it.
"""

from . import authorizer, buckets, cognito, events, http_api, iam, nested, secrets, sns, streams, tables, transport

FIXES = [
    transport.loopback_counts_as_tls,
    transport.pages_of_other_sites_are_refused,
    cognito.confirmed_address_is_verified,
    cognito.taken_alias_is_refused,
    cognito.sign_up_masks_the_address,
    http_api.cors_comes_from_the_template,
    http_api.large_body_is_refused,
    http_api.every_answer_carries_cors,
    http_api.thrown_error_is_500_without_detail,
    http_api.slow_function_is_given_up,
    authorizer.refresh_token_is_refused,
    sns.disabled_endpoint_is_refused,
    sns.endpoint_has_its_own_arn,
    tables.name_in_use_is_refused,
    tables.protected_table_is_kept,
    tables.one_index_changes_an_update,
    tables.global_table_is_updated_in_place,
    tables.settings_come_from_the_template,
    tables.global_table_has_an_id,
    tables.index_tells_its_status,
    buckets.bucket_tags_come_from_the_template,
    nested.nested_resource_keeps_its_attributes,
    secrets.ref_is_the_arn,
    iam.leading_keys_are_known,
    iam.batch_needs_the_single_action,
    events.rule_retries_a_function,
    streams.mapping_gives_up,
    streams.mapping_goes_on_after_a_restart,
]


def apply(without=""):
    """Applies every fix but those named. A name that is none is refused: a test that leaves out nothing proves nothing."""
    names = {name.strip() for name in without.split(",") if name.strip()}
    unknown = names - {"all"} - {fix.__name__ for fix in FIXES}
    if unknown:
        raise SystemExit(f"PLINTH_EMULATOR_WITHOUT names no fix: {', '.join(sorted(unknown))}")
    for fix in FIXES:
        if "all" not in names and fix.__name__ not in names:
            fix()
