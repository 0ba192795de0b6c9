// One simulated life of two planners, some senders and an endpoint: calm, with one leader that dies, with leaders that hand
// over, with senders that stall, or full of faults. Returns what was violated.
import { PermitPool } from "@sluice/sender";
import { World } from "@sluice/testkit";
import { type LeaderLease, SlotGrants } from "../../src/slot-grants.ts";
import { LimitBook } from "./limit-book.ts";
import { LimitJudge } from "./limit-judge.ts";
import { SimLeaseStore } from "./sim-lease.ts";
import { SimLink } from "./sim-link.ts";
import { type PlannerRoom, SimPlanner } from "./sim-planner.ts";
import { type Mood, type SenderRoom, SimSender } from "./sim-sender.ts";

const LIFE_MS = 130_000;

/** The parts that a mutant replaces. */
export interface Parts {
  permits: () => PermitPool;
  slotGrants: (lease: LeaderLease) => SlotGrants;
}

const SOUND_PARTS: Parts = {
  permits: () => new PermitPool(),
  slotGrants: (lease) => new SlotGrants(lease),
};

export interface Verdict {
  violations: readonly string[];
  requests: number;
  /** Epochs that granted. */
  reigns: number;
}

type Kind = "calm" | "one dies" | "hand-overs" | "stalls" | "trouble";

export function simulate(seed: number, mutation: Partial<Parts> = {}): Verdict {
  const world = new World(seed);
  return new Life(world, { ...SOUND_PARTS, ...mutation }).live();
}

class Life {
  readonly #world: World;
  readonly #kind: Kind;
  readonly #judge: LimitJudge;
  readonly #book: LimitBook;
  readonly #leases: SimLeaseStore;
  readonly #planners: SimPlanner[] = [];
  readonly #senders: SimSender[] = [];
  readonly #links = new Map<string, SimLink>();
  readonly #plannerRoom: PlannerRoom;
  readonly #senderRoom: SenderRoom;
  readonly #epochs = new Set<number>();

  constructor(world: World, parts: Parts) {
    this.#world = world;
    this.#kind = world.pick(["calm", "one dies", "hand-overs", "stalls", "trouble", "trouble"]);
    this.#judge = new LimitJudge(() => world.nowMs);
    const isPlain = this.#kind === "stalls";
    const scale = this.#kind === "hand-overs" ? world.pick([15, 40]) : world.pick([20, 150, 800, 2_500]);
    this.#book = new LimitBook(world, { isPlain, scale }, (limited) => this.#judge.limited(limited));
    this.#leases = new SimLeaseStore(world);
    this.#plannerRoom = {
      world,
      leases: this.#leases,
      book: this.#book,
      slotGrants: parts.slotGrants,
      publish: (by, { sender, grant }) => {
        this.#judge.granting(this.#planners, by);
        this.#epochs.add(grant.epoch);
        const to = this.#senders.find(({ name }) => name === sender);
        if (to !== undefined) this.#link(`to ${sender}`).send(to.process, () => to.receive(grant));
      },
    };
    this.#senderRoom = {
      world,
      book: this.#book,
      permits: parts.permits,
      ask: (demand) => {
        for (const planner of this.#planners)
          this.#link(`from ${demand.process}`).send(planner.process, () =>
            planner.grants.hear(demand, planner.process.monotonicMs()),
          );
      },
      arrived: (run) => this.#judge.arrived(run),
    };
  }

  live(): Verdict {
    const world = this.#world;
    for (let place = 0; place < 2; place++) this.#planners.push(new SimPlanner(this.#plannerRoom));
    const senderCount = world.wholeBetween(1, 4);
    for (let place = 0; place < senderCount; place++) this.#startSender(place, `s${place}`);
    if (this.#kind === "one dies") world.at(world.between(20_000, 60_000), () => this.#killLeader());
    if (this.#kind === "hand-overs") this.#handOver();
    if (this.#kind === "stalls") this.#stall();
    if (this.#kind === "trouble") this.#trouble();
    world.run(LIFE_MS);
    if (this.#kind === "calm") this.#judge.checkUse(this.#book);
    if (this.#kind === "one dies") this.#judge.checkFailOver();
    const { violations, requests } = this.#judge;
    return { violations, requests, reigns: this.#epochs.size };
  }

  /** Again and again, as when processes are replaced one by one. */
  #handOver(): void {
    this.#world.at(this.#world.between(2_000, 8_000), () => {
      this.#replacePlanner(this.#leader(), (planner) => planner.stop());
      this.#handOver();
    });
  }

  /** A sender that hears nothing for a while, or does nothing, and then everything at once. */
  #stall(): void {
    this.#world.at(this.#world.between(8_000, 30_000), () => {
      const durationMs = this.#world.between(1_000, 4_500);
      for (const sender of this.#senders) {
        if (this.#world.chance(0.5)) this.#link(`to ${sender.name}`).stall(durationMs);
        else this.#rest(sender, durationMs);
      }
      this.#stall();
    });
  }

  #rest(sender: SimSender, durationMs: number): void {
    sender.mood = "idle";
    this.#world.at(durationMs, () => (sender.mood = "eager"));
  }

  #trouble(): void {
    const world = this.#world;
    this.#leases.faultShare = world.chance(0.5) ? 0.05 : 0;
    const again = (): void => {
      this.#afflict();
      world.at(world.between(500, 9_000), again);
    };
    world.at(world.between(500, 9_000), again);
  }

  #afflict(): void {
    const world = this.#world;
    const sender = this.#senders[world.wholeBetween(0, this.#senders.length)];
    const kind = world.random();
    if (sender === undefined) return;
    if (kind < 0.15) this.#killLeader();
    else if (kind < 0.3) this.#leader()?.process.freeze(world.between(100, 9_000));
    else if (kind < 0.35) this.#replacePlanner(this.#leader(), (planner) => planner.stop());
    else if (kind < 0.5) sender.process.freeze(world.between(100, 5_000));
    else if (kind < 0.6) this.#restart(sender);
    else if (kind < 0.7) this.#link(`to ${sender.name}`).stall(world.between(100, 4_000));
    else if (kind < 0.75) this.#link(`to ${sender.name}`).cut(world.between(100, 4_000));
    else if (kind < 0.8) this.#link(`from ${sender.name}`).cut(world.between(100, 4_000));
    else if (kind < 0.9) this.#book.change(world);
    else sender.mood = this.#someMood();
  }

  #leader(): SimPlanner | undefined {
    return this.#planners.find((planner) => planner.holdsLease);
  }

  #killLeader(): void {
    const leader = this.#leader();
    if (leader === undefined) return;
    if (this.#kind === "one dies") this.#judge.leaderDied(this.#book);
    this.#replacePlanner(leader, (planner) => planner.process.crash());
  }

  #replacePlanner(planner: SimPlanner | undefined, end: (planner: SimPlanner) => void): void {
    const place = planner === undefined ? -1 : this.#planners.indexOf(planner);
    if (planner === undefined || place < 0) return;
    end(planner);
    this.#planners.splice(place, 1);
    this.#world.at(this.#world.between(500, 6_000), () =>
      this.#planners.push(new SimPlanner(this.#plannerRoom)),
    );
  }

  #restart(sender: SimSender): void {
    const place = this.#senders.indexOf(sender);
    sender.process.crash();
    this.#world.at(this.#world.between(100, 3_000), () => {
      if (this.#senders[place] === sender)
        this.#startSender(place, `s${place}-${Math.round(this.#world.nowMs)}`);
    });
  }

  #startSender(place: number, name: string): void {
    const sender = new SimSender(this.#senderRoom, name);
    if (this.#kind === "trouble") sender.mood = this.#someMood();
    this.#senders[place] = sender;
  }

  #someMood(): Mood {
    return this.#world.pick(["eager", "late", "mixed", "eager", "idle"]);
  }

  #link(name: string): SimLink {
    const known = this.#links.get(name);
    if (known !== undefined) return known;
    const link = new SimLink(this.#world);
    this.#links.set(name, link);
    return link;
  }
}
