/** The oracle's inner modules, which come without types. */
declare module 'amazon-cognito-identity-js/lib/BigInteger' {
  class BigInteger {
    constructor(text: string, radix: number);
    toString(radix: number): string;
  }
  export default BigInteger;
}

declare module 'amazon-cognito-identity-js/lib/AuthenticationHelper' {
  import type BigInteger from 'amazon-cognito-identity-js/lib/BigInteger';

  class AuthenticationHelper {
    constructor(poolName: string);
    smallAValue: BigInteger;
    largeAValue: BigInteger;
    calculateA(a: BigInteger, callback: (error: Error | null, A: BigInteger) => void): void;
    getPasswordAuthenticationKey(
      user: string,
      password: string,
      B: BigInteger,
      salt: BigInteger,
      callback: (error: Error | null, key: Buffer) => void,
    ): void;
  }
  export default AuthenticationHelper;
}
