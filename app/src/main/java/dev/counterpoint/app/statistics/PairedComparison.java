package dev.counterpoint.app.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.counterpoint.app.experiment.SampleMean;

/**
 * A method beside a baseline over the same seeds and splits. In the unit of the outcomes; what
 * cannot be told is null, and {@code remark} says why.
 *
 * @param method its name
 * @param baseline name of what it is compared with
 * @param mean of the method
 * @param baselineMean of the baseline over the same pairs
 * @param difference method minus baseline, mean and standard error over pairs
 * @param interval 95 %, two-sided, of the mean difference
 * @param p two-sided, of Student's t of the pairs
 * @param holm the same, corrected for the number of methods
 * @param wilcoxon two-sided, of the signed-rank test; not corrected
 * @param wins pairs in which the method is above
 * @param remark what a reader must know of the numbers; empty most often
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PairedComparison(
    String method,
    String baseline,
    SampleMean mean,
    SampleMean baselineMean,
    SampleMean difference,
    Interval interval,
    Double p,
    Double holm,
    Double wilcoxon,
    int wins,
    String remark) {}
