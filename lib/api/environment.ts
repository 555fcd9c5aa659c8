import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Fault } from '../manifest';
import { BOOLEAN, list, oneOf, struct, textLike } from '../structs';
import { originFaults } from './origins';

/** What an environment decides; each can be given to its factory to differ from it. */
export interface EnvironmentOptions {
  /**
   * The web origins that may call the API and upload files, as browsers send them: `https://app.example.com`, `http://localhost:5173`, no
   * path and no slash at the end. `[]` says that none may.
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
   * @default - any origin in development and ephemeral environments; staging and production must say
   */
  readonly corsOrigins?: string[];
  /**
   * What happens to user pool, tables, bucket and secrets that leave the stack, or whose stack is deleted.
   * @default - RETAIN_ON_UPDATE_OR_DELETE in staging and production (a first deployment that fails leaves nothing behind), DESTROY otherwise
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Whether AWS refuses to delete tables and user pool until this is switched off.
   * @default - true in production
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether tables can be restored to any second of the last 35 days.
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
   * @default - true in staging and production
   */
  readonly pointInTimeRecovery?: boolean;
  /**
   * Whether the bucket keeps a file's earlier versions (for 30 days).
   * @default - true in staging and production
   */
  readonly fileVersions?: boolean;
  /**
   * How long logs are kept.
   * @default - one week in development and ephemeral environments, one month in staging, one year in production
   */
  readonly logRetention?: RetentionDays;
}

/**
 * The one place where retention, deletion protection, backups, log retention and CORS origins are decided.
 * Nothing else about a backend depends on its environment, but that functions with an entry file have source maps where it is not lasting.
 */
export class Environment {
  /** For a developer of one's own: everything is deleted with the stack, any web origin may call. */
  public static development(options: EnvironmentOptions = {}): Environment {
    return new Environment('development', options, PASSING);
  }

  /**
   * For one branch, pull request or test run: as development, under a name of its own.
   * @param name such as `pr-42`: 1 to 40 letters, digits, `-`, `_`, `.` and `/`; it stands in the descriptions of API and functions
   */
  public static ephemeral(name: string, options: EnvironmentOptions = {}): Environment {
    return new Environment(name, options, PASSING);
  }

  /** Data is kept and backed up, but can be deleted by hand. `corsOrigins` must be given. */
  public static staging(options: EnvironmentOptions = {}): Environment {
    return new Environment('staging', options, { ...LASTING, logRetention: RetentionDays.ONE_MONTH });
  }

  /** Data is kept, backed up and protected from deletion. `corsOrigins` must be given. */
  public static production(options: EnvironmentOptions = {}): Environment {
    return new Environment('production', options, { ...LASTING, deletionProtection: true });
  }

  /** Whether people rely on it: staging and production, where what is dangerous to forget must be said. */
  public readonly lasting: boolean;
  /** What happens to stateful resources that leave the stack. */
  public readonly removalPolicy: RemovalPolicy;
  /** Whether AWS refuses to delete tables and user pool. */
  public readonly deletionProtection: boolean;
  /** Whether tables have point-in-time recovery. */
  public readonly pointInTimeRecovery: boolean;
  /** Whether the bucket keeps earlier versions. */
  public readonly fileVersions: boolean;
  /** How long logs are kept. */
  public readonly logRetention: RetentionDays;
  /** The web origins that may call; undefined where it must be said and was not. */
  public readonly corsOrigins?: string[];

  /**
   * Of its options and its name.
   * @internal
   */
  public readonly _faults: readonly Fault[];

  private constructor(
    /** `development`, `staging`, `production`, or the name of an ephemeral environment. */
    public readonly name: string,
    given: EnvironmentOptions,
    defaults: Defaults,
  ) {
    const faults: Fault[] = [];
    const options = ENVIRONMENT_OPTIONS.read(given, '', faults) ?? {};
    this.lasting = defaults.lasting;
    this.removalPolicy = options.removalPolicy ?? defaults.removalPolicy;
    this.deletionProtection = options.deletionProtection ?? defaults.deletionProtection;
    this.pointInTimeRecovery = options.pointInTimeRecovery ?? defaults.pointInTimeRecovery;
    this.fileVersions = options.fileVersions ?? defaults.fileVersions;
    this.logRetention = options.logRetention ?? defaults.logRetention;
    this.corsOrigins = options.corsOrigins ?? defaults.corsOrigins;
    this._faults = [...faults, ...this.faultsOfName(), ...(faults.length === 0 ? this.faultsOfOrigins() : [])];
  }

  private faultsOfName(): Fault[] {
    if (typeof this.name === 'string' && NAME_PATTERN.test(this.name)) return [];
    const message =
      'the name of an ephemeral environment is 1 to 40 letters, digits, "-", "_", "." and "/", ' +
      `is ${JSON.stringify(this.name)}; give one, as in Environment.ephemeral('pr-42')`;
    return [{ path: 'name', message }];
  }

  private faultsOfOrigins(): Fault[] {
    if (this.corsOrigins) return originFaults(this.corsOrigins, this.lasting);
    return [
      {
        path: 'corsOrigins',
        message:
          `${this.name} must name the web origins that may call it: ` +
          `Environment.${this.name}({ corsOrigins: ['https://app.example.com'] }), or corsOrigins: [] where no browser may`,
      },
    ];
  }
}

/** It stands in the description of every function, after the backend's id and before the function's name: 256 characters at most. */
const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

const ENVIRONMENT_OPTIONS = struct<EnvironmentOptions>({
  corsOrigins: list(textLike('https://app.example.com')),
  removalPolicy: oneOf('RemovalPolicy', RemovalPolicy),
  deletionProtection: BOOLEAN,
  pointInTimeRecovery: BOOLEAN,
  fileVersions: BOOLEAN,
  logRetention: oneOf('RetentionDays', RetentionDays),
});

type Defaults = Required<Omit<EnvironmentOptions, 'corsOrigins'>> & Pick<EnvironmentOptions, 'corsOrigins'> & { readonly lasting: boolean };

const PASSING: Defaults = {
  lasting: false,
  removalPolicy: RemovalPolicy.DESTROY,
  deletionProtection: false,
  pointInTimeRecovery: false,
  fileVersions: false,
  logRetention: RetentionDays.ONE_WEEK,
  corsOrigins: ['*'],
};

const LASTING: Defaults = {
  lasting: true,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  deletionProtection: false,
  pointInTimeRecovery: true,
  fileVersions: true,
  logRetention: RetentionDays.ONE_YEAR,
};
