export { PushPlatforms } from './platforms';
export * from './push';
export * from './push-options';
export * from './push-topic';
