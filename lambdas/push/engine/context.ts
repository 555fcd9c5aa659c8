import type { PushPlatform, PushSection } from '../../../lib/manifest/index.js';
import type { Sns } from '../../shared/aws/sns.js';
import type { Devices } from './devices.js';

/** What the engine works with. */
export interface PushContext {
  readonly push: PushSection;
  /** ARNs of the platform applications that there are. */
  readonly platforms: Readonly<Partial<Record<PushPlatform, string>>>;
  /** ARNs of topics. */
  readonly topics: Readonly<Record<string, string>>;
  readonly devices: Devices;
  readonly sns: Sns;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
