import { raw } from 'hono/html';

/** The one place of the desk where HTML is written as it is: what the pipeline's sanitiser made. */
export const Sanitised = (props: { html: string }) => raw(props.html);
