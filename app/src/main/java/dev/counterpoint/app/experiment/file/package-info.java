/** The file results.json. */
package dev.counterpoint.app.experiment.file;
