import { Construct } from 'constructs';
import { BackendApi, type BackendApiProps } from './api';
import { BACKEND_API_PROPS } from './api/structs';
import { Auth, type AuthOptions } from './auth';
import { AUTH_OPTIONS } from './auth/structs';
import { Data, type DataOptions } from './data';
import { DATA_OPTIONS } from './data/structs';
import { Files, type FilesOptions } from './files';
import { FILES_OPTIONS } from './files/structs';
import { Functions, type FunctionsOptions } from './functions';
import { FUNCTIONS_OPTIONS } from './functions/structs';
import type { Fault } from './manifest';
import { Push, type PushOptions } from './push';
import { PUSH_OPTIONS } from './push/structs';
import { struct } from './structs';

/** What a backend is made of; each part has its defaults. */
export interface BackendProps extends BackendApiProps {
  /**
   * How people sign in.
   * @default - by email address and password, in a user pool made here
   */
  readonly auth?: AuthOptions;

  /**
   * How items are stored and served.
   * @default - on demand, nothing until a model is added
   */
  readonly data?: DataOptions;

  /**
   * How files are stored.
   * @default - in a bucket made here, nothing until a space is added
   */
  readonly files?: FilesOptions;

  /**
   * How functions are called.
   * @default - by handlers of 1024 MiB, none until a function is added
   */
  readonly functions?: FunctionsOptions;

  /**
   * How messages are pushed to phones.
   * @default - not at all
   */
  readonly push?: PushOptions;
}

/**
 * A complete application backend: sign-in, data, files, functions and push behind one HTTP API, with a typed client.
 *
 * @example
 *
 * const backend = new Backend(this, 'Backend', { client: { outDir: 'web/src/backend' } });
 * backend.data.addModel('notes', {
 *   fields: { title: Field.string({ required: true, maxLength: 200 }), published: Field.boolean({ required: true, defaultValue: false }) },
 *   rules: [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published'))],
 *   indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
 * });
 */
export class Backend extends Construct {
  /** The API that the capabilities have joined, and anyone's own may join. */
  public readonly api: BackendApi;
  /** Sign-in. */
  public readonly auth: Auth;
  /** Models. */
  public readonly data: Data;
  /** File spaces. */
  public readonly files: Files;
  /** Functions. */
  public readonly functions: Functions;
  /** Push messages. */
  public readonly push: Push;

  public constructor(scope: Construct, id: string, props: BackendProps = {}) {
    super(scope, id);
    const faults: Fault[] = [];
    const { auth, data, files, functions, push, ...shared } = BACKEND_PROPS.read(props, '', faults) ?? {};
    this.api = new BackendApi(this, 'Api', shared);
    const { api } = this;
    api._refuse(...faults);
    this.auth = new Auth(this, 'Auth', { ...auth, api });
    this.data = new Data(this, 'Data', { ...data, api });
    this.files = new Files(this, 'Files', { ...files, api });
    this.functions = new Functions(this, 'Functions', { ...functions, api });
    this.push = new Push(this, 'Push', { ...push, api });
  }
}

const BACKEND_PROPS = struct<BackendProps>({
  ...BACKEND_API_PROPS,
  auth: struct(AUTH_OPTIONS, "{ groups: ['editors'] }"),
  data: struct(DATA_OPTIONS),
  files: struct(FILES_OPTIONS),
  functions: struct(FUNCTIONS_OPTIONS),
  push: struct(PUSH_OPTIONS, '{ fcm: { serviceAccount } }'),
});
