package dev.counterpoint.models.retrieval;

/**
 * Retrieval in one direction.
 *
 * @param queries how many were asked
 * @param candidates among how many each was to find a right one
 * @param measured what the model reaches
 * @param chance what a random order reaches on the same queries, in closed form
 */
public record DirectionScores(
    int queries, int candidates, RankSummary measured, RankSummary chance) {}
