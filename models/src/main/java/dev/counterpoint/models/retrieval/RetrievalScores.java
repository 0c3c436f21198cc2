package dev.counterpoint.models.retrieval;

/**
 * Retrieval both ways over a held-out set.
 *
 * @param captionToPicture each caption is a query among the pictures
 * @param pictureToCaption each picture is a query among the captions; its best right one counts
 */
public record RetrievalScores(DirectionScores captionToPicture, DirectionScores pictureToCaption) {}
