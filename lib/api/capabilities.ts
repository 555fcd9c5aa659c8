import { type Fault, MANIFEST_VERSION, type Manifest } from '../manifest';
import type { Capability } from './capability';

/** The manifest's own sections; those of other capabilities stand under `extensions`. */
const OWN_SECTIONS = ['auth', 'data', 'files', 'functions', 'push'];

/** What the backend tells applications itself. */
const OWN_CONFIGURATION = ['backendId', 'region', 'apiUrl'];

/** The capabilities of one backend, and what they say together. Each is asked anew, since more may be declared until synthesis. */
export class Capabilities {
  private readonly joined = new Map<string, Capability>();

  /** @throws where one of its name has joined before */
  public add(capability: Capability): void {
    const name = capability.capabilityName;
    const other = this.joined.get(name);
    if (other) {
      throw new Error(`${capability.node.path}: this API has the capability '${name}' already, ${other.node.path}. Each joins once`);
    }
    this.joined.set(name, capability);
  }

  public find(name: string): Capability | undefined {
    return this.joined.get(name);
  }

  /** @param names whose sections are wanted; all unless given */
  public manifest(backendId: string, names?: string[]): Manifest {
    const sections: Record<string, unknown> = {};
    const extensions: Record<string, unknown> = {};
    for (const capability of this.chosen(names)) {
      const name = capability.capabilityName;
      const section = capability.section();
      if (section !== undefined) (OWN_SECTIONS.includes(name) ? sections : extensions)[name] = section;
    }
    return { manifestVersion: MANIFEST_VERSION, backendId, ...sections, ...(Object.keys(extensions).length > 0 && { extensions }) };
  }

  /** @param names whose bindings are wanted; all unless given */
  public binding(names?: string[]): Record<string, unknown> {
    return Object.assign({}, ...this.chosen(names).map((capability) => capability.binding()));
  }

  public configuration(): Record<string, string> {
    return Object.assign({}, ...this.chosen().map((capability) => capability.configuration()));
  }

  /** What they find wrong themselves, said as `path: message`, and where one would take the place of what another says. */
  public faults(): Fault[] {
    const own = this.chosen()
      .flatMap((capability) => capability.faults())
      .map((text) => {
        const [, path = '', message = text] = /^([^\s:]+): (.*)$/s.exec(text) ?? [];
        return { path, message };
      });
    return [...own, ...this.clashes('binding'), ...this.clashes('configuration')];
  }

  /** Members of one name with different values: the last would be the one that is told. */
  private *clashes(what: 'binding' | 'configuration'): Iterable<Fault> {
    const told = new Map<string, [who: string, value: string]>();
    if (what === 'configuration') for (const name of OWN_CONFIGURATION) told.set(name, ['the backend itself', '']);
    for (const capability of this.chosen()) {
      const who = capability.capabilityName;
      for (const [name, value] of Object.entries(capability[what]())) {
        const text = JSON.stringify(value);
        const [other, otherText] = told.get(name) ?? [who, text];
        if (text === otherText) told.set(name, [who, text]);
        else yield { path: `${who}.${what}.${name}`, message: `is told by ${other} too, with another value; choose another name` };
      }
    }
  }

  private chosen(names?: string[]): Capability[] {
    return [...this.joined.values()].filter(({ capabilityName }) => !names || names.includes(capabilityName));
  }
}
