package org.millrace.jobs.data.generator;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Applicants for a loan: R. Agrawal, T. Imielinski and A. Swami, "Database Mining: A Performance Perspective", IEEE Transactions
 * on Knowledge and Data Engineering 5(6), 1993.
 *
 * <p>Nine fields, all uniform: salary in 20,000 … 150,000; commission, 0 where the salary is at least 75,000, else in 10,000 …
 * 75,000; age 20 … 80; level of education 0 … 4; car 1 … 20; zip code, one of nine; value of the house in 0.5 k … 1.5 k times 100,000,
 * where k depends on the zip code; years owned 1 … 30; loan 0 … 500,000. Each of ten functions, the concepts, puts an applicant
 * into group A or B.
 *
 * <p>Noise is the paper's perturbation p, 5% there: after the group is decided, each number v whose range has the width a
 * becomes v + r · p · a with r uniform in [-0.5, 0.5), and stays within its range.
 */
final class Agrawal implements Generator {

    static final String NAME = "agrawal";

    private static final int EDUCATIONS = 5;
    private static final int CARS = 20;
    private static final int ZIP_CODES = 9;
    private static final int HOUSE_VALUE = 100_000;
    private static final int NO_COMMISSION_FROM = 75_000;

    /** What a number lies in. */
    private record Range(double least, double greatest) {

        static final Range SALARY = new Range(20_000, 150_000);
        static final Range COMMISSION = new Range(10_000, 75_000);
        static final Range AGE = new Range(20, 80);
        static final Range HOUSE_YEARS = new Range(1, 30);
        static final Range LOAN = new Range(0, 500_000);

        static Range houseValue(int zipCode) {
            int k = ZIP_CODES - zipCode;
            return new Range(0.5 * k * HOUSE_VALUE, 1.5 * k * HOUSE_VALUE);
        }

        float drawn(Random random) {
            return Draws.uniform(random, least, greatest);
        }

        int wholeDrawn(Random random) {
            return (int) least + random.nextInt((int) (greatest - least) + 1);
        }
    }

    private final long seed;
    private final double perturbation;

    Agrawal(Settings settings) {
        this.seed = settings.seed();
        this.perturbation = settings.get(Parameter.NOISE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.number("salary"),
                Field.number("commission"),
                Field.number("age"),
                Field.category("elevel", names("level", 0, EDUCATIONS)),
                Field.category("car", names("car", 1, CARS)),
                Field.category("zipcode", names("zipcode", 1, ZIP_CODES)),
                Field.number("hvalue"),
                Field.number("hyears"),
                Field.number("loan"));
    }

    private static List<String> names(String prefix, int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> prefix + i).toList();
    }

    @Override
    public List<String> classes() {
        return List.of("groupA", "groupB");
    }

    @Override
    public int concepts() {
        return AgrawalFunctions.ALL.size();
    }

    @Override
    public Concept concept(int number) {
        Random random = Draws.sequence(seed, number);
        return () -> {
            Applicant applicant = drawn(random);
            return new Row(perturbed(applicant, random).values(), label(number, applicant));
        };
    }

    static int label(int concept, Applicant applicant) {
        return AgrawalFunctions.ALL.get(concept).test(applicant) ? 0 : 1;
    }

    private static Applicant drawn(Random random) {
        float salary = Range.SALARY.drawn(random);
        float commission = salary >= NO_COMMISSION_FROM ? 0 : Range.COMMISSION.drawn(random);
        int age = Range.AGE.wholeDrawn(random);
        int education = random.nextInt(EDUCATIONS);
        int car = random.nextInt(CARS);
        int zipCode = random.nextInt(ZIP_CODES);
        return new Applicant(
                salary,
                commission,
                age,
                education,
                car,
                zipCode,
                Range.houseValue(zipCode).drawn(random),
                Range.HOUSE_YEARS.wholeDrawn(random),
                Range.LOAN.drawn(random));
    }

    private Applicant perturbed(Applicant one, Random random) {
        if (perturbation == 0) {
            return one;
        }
        return new Applicant(
                perturbed(one.salary(), Range.SALARY, random),
                one.commission() == 0 ? 0 : perturbed(one.commission(), Range.COMMISSION, random),
                Math.round(perturbed(one.age(), Range.AGE, random)),
                one.education(),
                one.car(),
                one.zipCode(),
                perturbed(one.houseValue(), Range.houseValue(one.zipCode()), random),
                Math.round(perturbed(one.houseYears(), Range.HOUSE_YEARS, random)),
                perturbed(one.loan(), Range.LOAN, random));
    }

    private float perturbed(float value, Range range, Random random) {
        double width = range.greatest() - range.least();
        double moved = value + (random.nextDouble() - 0.5) * perturbation * width;
        return (float) Math.min(range.greatest(), Math.max(range.least(), moved));
    }
}
