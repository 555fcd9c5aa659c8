"""Secrets Manager's secrets as CloudFormation makes them."""

from ministack.services.cloudformation import provisioners

from .replace import RESOURCES


def ref_is_the_arn():
    """`Ref` of a secret is its ARN, which CDK's `secretArn` and grants rely on; MiniStack's is its name.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html
    """
    actions = RESOURCES["AWS::SecretsManager::Secret"]
    create, update, delete = actions["create"], actions["update"], actions["delete"]

    def name_of(ref):
        return next((name for name, secret in provisioners._sm._secrets.items() if ref in (name, secret["ARN"])), ref)

    def by_arn(made):
        _name, attributes = made
        return attributes["Arn"], attributes

    # Only what CloudFormation calls: among themselves the originals keep to names.
    actions["create"] = lambda logical_id, props, stack: by_arn(create(logical_id, props, stack))
    actions["update"] = lambda ref, old, new, stack, logical_id=None: by_arn(update(name_of(ref), old, new, stack, logical_id))
    actions["delete"] = lambda ref, props: delete(name_of(ref), props)
