package cts.promotion;

import cts.pseudo.ExitConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * A set by the words of the rules: it keeps every result it is judged by in a list and adds up anew at each close. Its
 * changes read {@code gate:from>to}.
 */
final class NaiveSet {
    static final List<String> LEVELS = List.of("base", "main", "real", "exchange");
    private static final double HOUR = 3_600_000;

    private record Result(long entryTime, long exitTime, double net, boolean isHistoric) {}

    private final GateSettings rules;
    private final double step;
    private final ExitConfiguration exits;
    private final double cost;

    final List<String> changes = new ArrayList<>();
    String status = "evaluating";
    private int level;
    private int failing;
    private long failedAt;

    int opened;
    int closed;
    int wins;
    int losses;
    double gains;
    double lossSum;
    long holdTime;
    long firstEntry = Long.MIN_VALUE;
    long lastEntry;
    long lastExit;

    /** All since it was last looked at anew; the newest of them are its history. */
    private List<Result> judged = new ArrayList<>();

    private int kept;
    private long start;

    /** @param cost of a round trip, as a fraction */
    NaiveSet(GateSettings rules, double step, ExitConfiguration exits, double cost) {
        this.rules = rules;
        this.step = step;
        this.exits = exits;
        this.cost = cost;
    }

    void opened(long time) {
        boolean isIdle = level == 0 && !status.equals("failed") && opened == closed && closed > 0;
        if (isIdle && time - Math.max(lastEntry, lastExit) >= rules.failedRest()) lookAnew(time);
        if (opened == 0) {
            firstEntry = time;
            start = time;
        }
        opened++;
        lastEntry = time;
    }

    private void lookAnew(long from) {
        change("base", status, "evaluating");
        status = "evaluating";
        judged = new ArrayList<>();
        kept = 0;
        start = from;
    }

    private void change(String gate, String from, String to) {
        if (!from.equals(to)) changes.add(gate + ":" + from + ">" + to);
    }

    void closed(long entryTime, long exitTime, double net, boolean isHistoric) {
        closed++;
        lastExit = exitTime;
        holdTime += exitTime - entryTime;
        if (net > 0) {
            wins++;
            gains += net;
        }
        if (net < 0) {
            losses++;
            lossSum += net;
        }
        if (status.equals("failed")) {
            if (exitTime - failedAt < rules.failedRest()) return;
            lookAnew(entryTime);
        }
        judged.add(new Result(entryTime, exitTime, net, isHistoric));
        kept++;
        if (kept > rules.historySize() * 12 / 10) kept = rules.historySize();
        judgeBase(exitTime);
        judgeLevel(exitTime);
    }

    private void judgeBase(long now) {
        String before = status;
        int count = judged.size();
        if (count == 10) {
            boolean stays = isAbsolute() ? winRate() >= 0.4 : chanceOfSoFewWins(breakEven()) >= 0.05;
            if (!stays) status = "failed";
        } else if (count == 50) {
            boolean isGood = winRate() >= (isAbsolute() ? 0.45 : breakEven() + 0.02) && hasProfitFactor();
            status = isGood ? "active" : "paused";
        } else if (count > 50 && status.equals("paused")) {
            if (winRate() >= (isAbsolute() ? 0.43 : breakEven()) && hasProfitFactor()) status = "active";
        } else if (count > 50) {
            if (winRate() < (isAbsolute() ? 0.38 : breakEven() - 0.05) || drawdown() > 0.3) status = "paused";
        }
        if (status.equals("failed")) {
            failedAt = now;
            judged = new ArrayList<>();
            kept = 0;
        }
        change("base", before, status);
    }

    private boolean isAbsolute() {
        return rules.baseMode() == GateSettings.BaseMode.ABSOLUTE;
    }

    private void judgeLevel(long now) {
        int holds = !main() ? 0 : !real(now) ? 1 : !exchange() ? 2 : 3;
        if (holds >= level) failing = 0;
        else if (isEligible() && ++failing < 2) return;
        if (holds == level) return;
        change(LEVELS.get(holds > level ? holds : holds + 1), LEVELS.get(level), LEVELS.get(holds));
        level = holds;
        failing = 0;
    }

    /** Whether it is at that level or beyond it. */
    boolean isAt(String code) {
        return level >= LEVELS.indexOf(code);
    }

    private boolean isEligible() {
        return status.equals("evaluating") || status.equals("active");
    }

    private boolean main() {
        return isEligible() && judged.size() >= 10 && kept >= 8 && mean(8) >= 0.4 && mean(3) > 0;
    }

    private boolean real(long now) {
        int live = live();
        if (live < 10 || mean(Math.min(20, live)) < 0.6) return false;
        if (!(live >= 15 && mean(15) > 0.4) && !(live >= 25 && mean(25) > 0.4)) return false;
        double hours = Math.max(current(judged, start, now), longest(newest(Math.min(20, live)), now)) / HOUR;
        return hours <= 12 && winRate() >= breakEven() && rules.significance() != SignificanceMode.REQUIRED;
    }

    private boolean exchange() {
        return live() >= 20 && mean(Math.min(30, live())) >= 0.6;
    }

    private List<Result> newest(int count) {
        return judged.subList(judged.size() - count, judged.size());
    }

    String level() {
        return LEVELS.get(level);
    }

    private List<Result> history() {
        return newest(kept);
    }

    private double drawdown() {
        double equity = 1;
        double peak = 1;
        for (Result result : judged) {
            equity *= 1 + result.net;
            peak = Math.max(peak, equity);
        }
        return (peak - equity) / peak;
    }

    private int live() {
        return (int) history().stream().filter(result -> !result.isHistoric).count();
    }

    /** Of the newest, in steps. */
    private double mean(int count) {
        double sum = 0;
        for (Result result : newest(count)) sum += result.net;
        return sum / count / step;
    }

    private double winRate() {
        return (double) count(history(), 1) / kept;
    }

    private static long count(List<Result> results, int sign) {
        return results.stream()
                .filter(result -> Math.signum(result.net) == sign)
                .count();
    }

    private static double sum(List<Result> results, int sign) {
        double sum = 0;
        for (Result result : results) if (Math.signum(result.net) == sign) sum += result.net;
        return sum;
    }

    private boolean hasProfitFactor() {
        double won = sum(history(), 1);
        double lost = -sum(history(), -1);
        return lost == 0 ? won > 0 : won / lost >= 1.2;
    }

    private double breakEven() {
        if (exits.trailing().isEmpty()) {
            double takeProfit = exits.takeProfit().doubleValue();
            double stopLoss = exits.stopLoss().doubleValue();
            return (stopLoss + cost) / (takeProfit + stopLoss);
        }
        if (count(history(), -1) == 0) return 0;
        if (count(history(), 1) == 0) return 1;
        double meanWin = sum(history(), 1) / count(history(), 1);
        double meanLoss = -sum(history(), -1) / count(history(), -1);
        return meanLoss / (meanWin + meanLoss);
    }

    private double chanceOfSoFewWins(double rate) {
        double chance = 0;
        for (int won = 0; won <= count(history(), 1); won++) {
            double ways = 1;
            for (int i = 1; i <= won; i++) ways *= (10.0 - won + i) / i;
            chance += ways * Math.pow(rate, won) * Math.pow(1 - rate, 10 - won);
        }
        return chance;
    }

    /** The time in drawdown that runs now, of a sum that began at {@code from}. */
    private static long current(List<Result> results, long from, long now) {
        double sum = 0;
        double peak = 0;
        long peakTime = from;
        for (Result result : results) {
            sum += result.net;
            if (sum >= peak - 1e-12) {
                peak = Math.max(peak, sum);
                peakTime = result.exitTime;
            }
        }
        return sum < peak - 1e-12 ? now - peakTime : 0;
    }

    /** The longest time in drawdown of a sum that began at the entry of the first of them. */
    private static long longest(List<Result> results, long now) {
        long start = results.getFirst().entryTime;
        long longest = current(results, start, now);
        for (int end = 2; end <= results.size(); end++) {
            long exit = results.get(end - 1).exitTime;
            if (current(results.subList(0, end), start, exit) > 0) continue;
            longest = Math.max(longest, current(results.subList(0, end - 1), start, exit));
        }
        return longest;
    }
}
