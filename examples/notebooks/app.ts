import { App, Stack } from 'aws-cdk-lib';
import { Notebooks } from './notebooks';

const app = new App();
const stack = new Stack(app, 'Notebooks', { description: 'Notes with attachments: the example of cdk-plinth' });
new Notebooks(stack, 'Notebooks');
