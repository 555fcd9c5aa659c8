/** What an action asks of the item that is there. */
interface Conditions {
  ifVersion?: number;
  if?: object;
}

/** The writes of one model in a transaction, and its check, as the API takes them. */
export function actionsOf(model: string): any {
  const whole = (kind: string) => (id: string, values: unknown, conditions?: Conditions) => ({ model, [kind]: values, id, ...conditions });
  const bare = (kind: string) => (id: string, conditions?: Conditions) => ({ model, [kind]: id, ...conditions });
  return {
    create: (values: unknown) => ({ model, create: values }),
    update: whole('update'),
    replace: whole('replace'),
    upsert: whole('upsert'),
    delete: bare('delete'),
    check: bare('check'),
  };
}
