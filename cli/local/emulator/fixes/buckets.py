"""S3 buckets as CloudFormation makes and changes them."""

from ministack.services import s3

from .replace import replace_provisioner


def bucket_tags_come_from_the_template():
    """A bucket has the tags of its template, which CDK's resource that empties a bucket reads before its stack is deleted.

    MiniStack sets none: the resource gets NoSuchTagSet, and the stack is not deleted.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
    """

    def set_tags(name, props):
        tags = {tag["Key"]: tag["Value"] for tag in props.get("Tags", [])}
        if tags:
            s3._bucket_tags[name] = tags
        else:
            s3._bucket_tags.pop(name, None)

    @replace_provisioner("_s3_create")
    def _(original, logical_id, props, stack):
        name, attributes = original(logical_id, props, stack)
        set_tags(name, props)
        return name, attributes

    @replace_provisioner("_s3_update")
    def _(original, name, old, new, stack):
        name, attributes = original(name, old, new, stack)
        set_tags(name, new)
        return name, attributes
