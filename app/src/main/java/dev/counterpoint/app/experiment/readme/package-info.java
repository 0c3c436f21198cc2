/** Results in the README. */
package dev.counterpoint.app.experiment.readme;
