/** Trainings on pictures with captions: from files to a model that searches them. */
package dev.counterpoint.app.captioned;
