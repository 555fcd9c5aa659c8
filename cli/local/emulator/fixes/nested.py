"""Stacks nested in a stack."""

from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners

from .replace import replace


def nested_resource_keeps_its_attributes():
    """What does not change within a nested stack has its attributes for `Fn::GetAtt` still, so that the stack can be deployed again.

    MiniStack forgets them, and the deployment fails at whatever asks for one.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html
    """

    @replace(provisioners, "_update_resource")
    def _(original, resource_type, physical_id, old, new, stack_name, logical_id=None, old_attrs=None):
        stack = cloudformation._stacks.get(stack_name) or {}
        known = stack.get("_resources", {}).get(logical_id, {}).get("Attributes")
        return original(resource_type, physical_id, old, new, stack_name, logical_id, old_attrs or known)
