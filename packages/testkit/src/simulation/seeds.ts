// Which lives a simulation runs: SIMULATION_SEEDS of them from SIMULATION_FIRST_SEED on.

export interface Seeds {
  first: number;
  count: number;
}

export function simulationSeeds(defaultCount: number): Seeds {
  return {
    first: Number(process.env["SIMULATION_FIRST_SEED"] ?? 1),
    count: Number(process.env["SIMULATION_SEEDS"] ?? defaultCount),
  };
}

/** What repeats one life; printed when it fails. */
export const repeatSeed = (seed: number): string => `SIMULATION_FIRST_SEED=${seed} SIMULATION_SEEDS=1`;
