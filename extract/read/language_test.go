package read

import "testing"

func TestNotEnglish(t *testing.T) {
	const (
		english = "The board of the harbour met on Tuesday to vote on the sale of the ferry, which its chair said was old. She said that they would need a new one, and that it would cost more than was planned."
		french  = "Le conseil du port s'est réuni mardi pour voter la vente du bac, que sa présidente a dit trop vieux. Elle a déclaré qu'il en faudrait un neuf et que cela coûterait plus cher que prévu dans le plan pour les quais."
		german  = "Der Rat des Hafens hat am Dienstag über den Verkauf der Fähre abgestimmt, die nach den Worten der Vorsitzenden zu alt ist. Sie sagte, dass man eine neue brauche und dass es mehr kosten werde als im Plan vorgesehen."
		russian = "Совет порта собрался во вторник, чтобы проголосовать за продажу парома, который, по словам председателя, слишком стар и больше не нужен городу, хотя стоить он будет дорого и займёт много времени."
	)
	for _, c := range []struct{ declared, text, want string }{
		{"", english, ""},
		{"en-GB", english, ""},
		{"English", english, ""},
		{" EN\x1b[1m", english, ""},
		{"unknown", english, ""},
		{"fr", english, "not in English but in fr; --language any reads it"},
		{"fr_FR", "Short.", "not in English but in fr_FR; --language any reads it"},
		{"", french, "not in English but in fr; --language any reads it"},
		{"en", french, "not in English but in fr; --language any reads it"}, // a page's frame says en
		{"", german, "not in English but in de; --language any reads it"},
		{"", russian, "not in English but in Cyrillic; --language any reads it"},
		{"", "Le conseil du port.", ""}, // too short to tell
		{"", english + " “" + french[:100] + "”", ""},
		{"", "Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob Bob", ""},
	} {
		if got := notEnglish(c.declared, c.text); got != c.want {
			t.Errorf("notEnglish(%q, %.40q) = %q, want %q", c.declared, c.text, got, c.want)
		}
	}
}
