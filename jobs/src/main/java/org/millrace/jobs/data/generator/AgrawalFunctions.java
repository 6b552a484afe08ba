package org.millrace.jobs.data.generator;

import java.util.List;
import java.util.function.Predicate;

/** The ten functions by which {@link Agrawal} tells applicants of group A, in the order of the paper. */
final class AgrawalFunctions {

    static final List<Predicate<Applicant>> ALL = List.of(
            AgrawalFunctions::isYoungOrOld,
            AgrawalFunctions::hasTheSalaryOfTheAge,
            AgrawalFunctions::hasTheEducationOfTheAge,
            AgrawalFunctions::hasTheSalaryOfAgeAndEducation,
            AgrawalFunctions::hasTheLoanOfAgeAndSalary,
            AgrawalFunctions::hasTheIncomeOfTheAge,
            one -> income(one) - 0.2 * one.loan() - 20_000 > 0,
            one -> income(one) - 5_000 * one.education() - 20_000 > 0,
            one -> income(one) - 5_000 * one.education() - 0.2 * one.loan() - 10_000 > 0,
            one -> income(one) - 5_000 * one.education() + 0.2 * equity(one) - 10_000 > 0);

    private static final int MIDDLE_AGE = 40;
    private static final int OLD_AGE = 60;

    private AgrawalFunctions() {}

    private static boolean isYoungOrOld(Applicant one) {
        return one.age() < MIDDLE_AGE || one.age() >= OLD_AGE;
    }

    private static boolean hasTheSalaryOfTheAge(Applicant one) {
        return earnsAsTheAge(one.salary(), one.age());
    }

    private static boolean hasTheIncomeOfTheAge(Applicant one) {
        return earnsAsTheAge((double) one.salary() + one.commission(), one.age());
    }

    private static boolean earnsAsTheAge(double earnings, int age) {
        if (age < MIDDLE_AGE) {
            return within(earnings, 50_000, 100_000);
        }
        return age < OLD_AGE ? within(earnings, 75_000, 125_000) : within(earnings, 25_000, 75_000);
    }

    private static boolean hasTheEducationOfTheAge(Applicant one) {
        if (one.age() < MIDDLE_AGE) {
            return within(one.education(), 0, 1);
        }
        return one.age() < OLD_AGE ? within(one.education(), 1, 3) : within(one.education(), 2, 4);
    }

    private static boolean hasTheSalaryOfAgeAndEducation(Applicant one) {
        boolean educated = hasTheEducationOfTheAge(one);
        if (one.age() < MIDDLE_AGE) {
            return educated ? within(one.salary(), 25_000, 75_000) : within(one.salary(), 50_000, 100_000);
        }
        if (one.age() < OLD_AGE) {
            return educated ? within(one.salary(), 50_000, 100_000) : within(one.salary(), 75_000, 125_000);
        }
        return educated ? within(one.salary(), 50_000, 100_000) : within(one.salary(), 25_000, 75_000);
    }

    private static boolean hasTheLoanOfAgeAndSalary(Applicant one) {
        boolean paid = hasTheSalaryOfTheAge(one);
        if (one.age() < MIDDLE_AGE) {
            return paid ? within(one.loan(), 100_000, 300_000) : within(one.loan(), 200_000, 400_000);
        }
        if (one.age() < OLD_AGE) {
            return paid ? within(one.loan(), 200_000, 400_000) : within(one.loan(), 300_000, 500_000);
        }
        return paid ? within(one.loan(), 300_000, 500_000) : within(one.loan(), 100_000, 300_000);
    }

    private static double income(Applicant one) {
        return 0.67 * ((double) one.salary() + one.commission());
    }

    private static double equity(Applicant one) {
        return one.houseYears() < 20 ? 0 : 0.1 * one.houseValue() * (one.houseYears() - 20);
    }

    private static boolean within(double value, double least, double greatest) {
        return value >= least && value <= greatest;
    }
}
