"""DynamoDB tables as CloudFormation makes, changes and drops them."""

from ministack.core.responses import get_region
from ministack.services import dynamodb
from ministack.services.cloudformation import provisioners

from .replace import RESOURCES, replace, replace_provisioner

# Properties that a GlobalTable has and a Table has not.
GLOBAL_ONLY = {"Replicas", "MultiRegionConsistency", "GlobalTableWitnesses", "GlobalTableSourceArn", "WarmThroughput"}


def replica_settings(props):
    """What a GlobalTable says of this Region's replica, in a Table's words."""
    replica = next((replica for replica in props.get("Replicas", []) if replica.get("Region") == get_region()), {})
    return {
        "DeletionProtectionEnabled": replica.get("DeletionProtectionEnabled", False),
        "PointInTimeRecoverySpecification": replica.get("PointInTimeRecoverySpecification", {}),
        "Tags": replica.get("Tags", []),
    }


def as_table(props):
    kept = {name: value for name, value in props.items() if name not in GLOBAL_ONLY and not name.endswith("ThroughputSettings")}
    return {**kept, **replica_settings(props)}


def name_in_use_is_refused():
    """A table whose name is in use is not made: a retained table added again or a renamed logical id fail, and lose nothing.

    MiniStack puts an empty table in its place.
    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
    """

    @replace_provisioner("_ddb_create")
    def _(original, logical_id, props, stack):
        name = props.get("TableName") or provisioners._physical_name(stack, logical_id, max_len=255)
        if name in dynamodb._tables:
            raise ValueError(f"Resource of type 'AWS::DynamoDB::Table' with identifier '{name}' already exists.")
        return original(logical_id, props, stack)


def protected_table_is_kept():
    """A table with deletion protection is not deleted, and the deletion of its stack fails; MiniStack drops it.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html
    """

    @replace_provisioner("_ddb_delete")
    def _(original, name, props):
        if (dynamodb._tables.get(name) or {}).get("DeletionProtectionEnabled"):
            raise ValueError(f"Resource cannot be deleted as it is currently protected against deletion: {name}")
        original(name, props)


def one_index_changes_an_update():
    """An update makes or drops one global secondary index, and never changes one; MiniStack passes any number.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html
    """

    @replace_provisioner("_ddb_update")
    def _(original, name, old, new, stack, logical_id=None):
        before, after = ({index["IndexName"]: index for index in props.get("GlobalSecondaryIndexes", [])} for props in (old, new))
        if len(before.keys() ^ after.keys()) > 1:
            raise ValueError("Cannot perform more than one GSI creation or deletion in a single update")
        kept = before.keys() & after.keys()
        if any(before[index].get(part) != after[index].get(part) for index in kept for part in ("KeySchema", "Projection")):
            raise ValueError("Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification.")
        return original(name, old, new, stack, logical_id)


def global_table_is_updated_in_place():
    """A GlobalTable without a name of its own keeps its items when its stream, indexes, tags or protection change.

    MiniStack forgets the logical id, takes the table for a renamed one, and makes it anew.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html
    """
    RESOURCES["AWS::DynamoDB::GlobalTable"]["update_with_logical_id"] = True

    @replace_provisioner("_ddb_global_table_update")
    def _(original, name, old, new, stack, logical_id=None):
        return provisioners._ddb_update(name, as_table(old), as_table(new), stack, logical_id)


def settings_come_from_the_template():
    """Time to live, point-in-time recovery, and a GlobalTable's deletion protection and tags are those of the template.

    MiniStack sets none of them.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html
    """

    def apply_settings(name, props):
        ttl = props.get("TimeToLiveSpecification")
        if ttl:
            enabled = provisioners._cfn_bool(ttl.get("Enabled"))
            dynamodb._update_ttl({"TableName": name, "TimeToLiveSpecification": {**ttl, "Enabled": enabled}})
        else:
            dynamodb._ttl_settings.pop(name, None)
        recovery = props.get("PointInTimeRecoverySpecification", {})
        dynamodb._update_continuous_backups({"TableName": name, "PointInTimeRecoverySpecification": recovery})

    @replace_provisioner("_ddb_create")
    def _(original, logical_id, props, stack):
        name, attributes = original(logical_id, props, stack)
        apply_settings(name, props)
        return name, attributes

    @replace_provisioner("_ddb_global_table_create")
    def _(original, logical_id, props, stack):
        return original(logical_id, {**props, **replica_settings(props)}, stack)

    @replace_provisioner("_ddb_update")
    def _(original, name, old, new, stack, logical_id=None):
        name, attributes = original(name, old, new, stack, logical_id)
        apply_settings(name, new)
        return name, attributes

    @replace_provisioner("_ddb_delete")
    def _(original, name, props):
        original(name, props)
        dynamodb._ttl_settings.pop(name, None)
        dynamodb._pitr_settings.pop(name, None)


def global_table_has_an_id():
    """`Fn::GetAtt: [table, TableId]` works on a GlobalTable; MiniStack knows only Arn and StreamArn.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html
    """

    def with_id(original, *args):
        name, attributes = original(*args)
        return name, {**attributes, "TableId": dynamodb._tables[name]["TableId"]}

    replace_provisioner("_ddb_global_table_create")(with_id)
    replace_provisioner("_ddb_global_table_update")(with_id)


def index_tells_its_status():
    """DescribeTable tells of each index whether it is ACTIVE; MiniStack does not of those that CloudFormation made.

    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndexDescription.html
    """

    @replace(dynamodb, "_describe_table")
    def _(original, data):
        for table in dynamodb._tables.values():
            for index in table.get("GlobalSecondaryIndexes") or []:
                index.setdefault("IndexStatus", "ACTIVE")
        return original(data)
