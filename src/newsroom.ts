/** The rooms that are not for readers, behind the same middleware. */
import { newApp } from './app.ts';
import { desk } from './desk/routes.tsx';
import { api } from './intake/api/routes.ts';

export const newsroom = newApp().route('/api/v1', api).route('/desk', desk);
