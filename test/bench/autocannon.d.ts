/** The part of autocannon that is used here; the package brings no types. */
declare module 'autocannon' {
  interface Result {
    '2xx': number;
    non2xx: number;
    errors: number;
    /** Seconds. */
    duration: number;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    /** Seconds; or `amount` requests in all. */
    duration?: number;
    amount?: number;
  }): Promise<Result>;
}
