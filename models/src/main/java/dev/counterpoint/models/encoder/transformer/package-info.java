/** Transformers: the blocks that all towers share, and the one for pictures. */
package dev.counterpoint.models.encoder.transformer;
