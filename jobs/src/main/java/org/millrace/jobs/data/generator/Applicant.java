package org.millrace.jobs.data.generator;

/**
 * An applicant for a loan.
 *
 * @param commission 0 for those who earn 75,000 and more
 * @param age in years
 * @param education level, from 0 to 4
 * @param car its make, from 0 to 19
 * @param zipCode from 0 to 8
 * @param houseValue around 900,000 where the zip code is 0, and around 100,000 where it is 8
 * @param houseYears years for which the house has been owned
 */
record Applicant(
        float salary,
        float commission,
        int age,
        int education,
        int car,
        int zipCode,
        float houseValue,
        int houseYears,
        float loan) {

    float[] values() {
        return new float[] {salary, commission, age, education, car, zipCode, houseValue, houseYears, loan};
    }
}
