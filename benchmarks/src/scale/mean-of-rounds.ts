// Of several rounds of one size: the mean of each figure, rounded, and the total over the processes.
import type { Figures, MeasuredSize } from "./measure-size.ts";

export interface Size extends MeasuredSize {
  /** Totals of the single rounds: how far the machine itself goes up and down. */
  cpuUsPerRequestOfRounds: number[];
}

/** @throws RangeError without any round */
export function meanOfRounds(rounds: readonly MeasuredSize[]): Size {
  const [first] = rounds;
  if (first === undefined) throw new RangeError("a size was not measured");
  const mean = (figure: (size: MeasuredSize) => number): number =>
    rounds.reduce((total, size) => total + figure(size), 0) / rounds.length;
  const means = (figures: (size: MeasuredSize) => Figures): Figures =>
    mapFigures(figures(first), (_value, name) => mean((size) => figures(size)[name] ?? 0));
  return {
    recipients: first.recipients,
    campaigns: rounds.reduce((total, { campaigns }) => total + campaigns, 0),
    requestsPerSecond: Math.round(mean(({ requestsPerSecond }) => requestsPerSecond)),
    secondsPerCampaign: roundTo1(mean(({ secondsPerCampaign }) => secondsPerCampaign)),
    cpuUsPerRequest: withTotal(means(({ cpuUsPerRequest }) => cpuUsPerRequest)),
    cpuUsPerRequestLessIdle: withTotal(means(({ cpuUsPerRequestLessIdle }) => cpuUsPerRequestLessIdle)),
    cpuUsPerRequestOfRounds: rounds.map(({ cpuUsPerRequest }) => roundTo1(totalOf(cpuUsPerRequest))),
    memoryMib: mapFigures(
      means(({ memoryMib }) => memoryMib),
      Math.round,
    ),
  };
}

export const withTotal = (figures: Figures): Figures =>
  mapFigures({ ...figures, total: totalOf(figures) }, roundTo1);

export const mapFigures = (figures: Figures, to: (value: number, name: string) => number): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, to(value, name)]));

const totalOf = (figures: Figures): number =>
  Object.values(figures).reduce((total, value) => total + value, 0);

const roundTo1 = (value: number): number => Math.round(value * 10) / 10;
