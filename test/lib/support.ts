import { join } from 'node:path';
import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { assets } from '../../lib/api/assets';
import { Condition, Field, type ModelProps, Rule } from '../../lib';

const FIXTURES = join(__dirname, 'fixtures');

/** Stand-ins for what `npm run build` makes: constructs are tested without it. */
assets.root = join(FIXTURES, 'built');

export const fixture = (name: string) => join(FIXTURES, name);

export function stackOf(props: StackProps = {}): Stack {
  return new Stack(new App(), 'Shop', props);
}

/** The model that most tests declare: owners, and guests who read what is published. */
export const NOTES: ModelProps = {
  fields: { title: Field.string({ required: true, maxLength: 200 }), published: Field.boolean({ defaultValue: false }) },
  rules: [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published'))],
  indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
};

export interface Resource {
  readonly Type: string;
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A template's resources of a type, by logical id. */
export function resources(stack: Stack, type?: string): Record<string, Resource> {
  const all: Record<string, Resource> = Template.fromStack(stack).toJSON().Resources ?? {};
  return Object.fromEntries(Object.entries(all).filter(([, resource]) => !type || resource.Type === type));
}

/** The only resource of a type. */
export function only(stack: Stack, type: string): Resource {
  const [resource, ...others] = Object.values(resources(stack, type));
  if (!resource || others.length > 0) throw new Error(`there are ${others.length + (resource ? 1 : 0)} of ${type}`);
  return resource;
}
