/** What a machine offers for training, what it lacks, and what to do about that. */
package dev.counterpoint.app.doctor;
