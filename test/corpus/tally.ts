/** Counts what a corpus script looks at, and prints each as it goes. */
export interface Tally {
  check: (name: string, test: () => unknown) => Promise<void>;
  /** Prints the sum; a failure makes the process fail. */
  end: () => void;
}

export function startTally(): Tally {
  let passed = 0;
  let failed = 0;
  return {
    check: async (name, test) => {
      try {
        await test();
        passed += 1;
        console.log(`ok     ${name}`);
      } catch (error) {
        failed += 1;
        console.log(`FAILED ${name}\n${error instanceof Error ? error.message : String(error)}`);
      }
    },
    end: () => {
      console.log(`${passed} passed, ${failed} failed`);
      if (failed > 0) process.exitCode = 1;
    },
  };
}
