/** A CloudFormation template, as far as this command line looks into it. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly [section: string]: unknown;
}

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: unknown;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** Template with one resource's properties replaced. */
export function withProperties(template: Template, logicalId: string, properties: Record<string, unknown>): Template {
  const resource = template.Resources?.[logicalId];
  if (resource === undefined) return template;
  return { ...template, Resources: { ...template.Resources, [logicalId]: { ...resource, Properties: properties } } };
}

/** Template with an entry of one resource's metadata set. */
export function withMetadata(template: Template, logicalId: string, key: string, value: unknown): Template {
  const resource = template.Resources?.[logicalId];
  if (resource === undefined) return template;
  return {
    ...template,
    Resources: { ...template.Resources, [logicalId]: { ...resource, Metadata: { ...resource.Metadata, [key]: value } } },
  };
}
