/** Encoders of captions: from rows of token ids to feature vectors. */
package dev.counterpoint.models.encoder.text;
