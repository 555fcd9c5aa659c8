"""How a fix takes hold of the emulator: it replaces a function of it, and gets the original as its first argument."""

import functools

from ministack.services.cloudformation import provisioners

RESOURCES = provisioners._RESOURCE_HANDLERS


def replace(owner, name):
    """Decorator: the decorated function stands in for `owner.name`."""
    original = getattr(owner, name)

    def put(replacement):
        setattr(owner, name, functools.wraps(original)(functools.partial(replacement, original)))
        return replacement

    return put


def replace_provisioner(name):
    """Decorator: the decorated function stands in for CloudFormation's `name`, also where resource types refer to it."""
    original = getattr(provisioners, name)

    def put(replacement):
        replace(provisioners, name)(replacement)
        for actions in RESOURCES.values():
            for action, function in actions.items():
                if function is original:
                    actions[action] = getattr(provisioners, name)
        return replacement

    return put
