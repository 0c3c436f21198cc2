/** What is measured of a trained fusion: how good, how sure, and what each modality is good for. */
package dev.counterpoint.app.fusion.evaluation;
