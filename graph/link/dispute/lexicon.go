package dispute

import "hearsay/graph/link/internal/words"

// negators turn what their clause says into its contrary.
var negators = words.Set(`not no never none nobody nothing neither nor cannot cant dont doesnt didnt wont wouldnt isnt arent wasnt werent hasnt havent
	hadnt couldnt shouldnt mustnt neednt aint nowhere hardly scarcely`)

// negativeVerbs do so too, with the word behind them: "failed to pay", but not "a failed attempt".
var negativeVerbs = map[string]string{
	"fail": "to", "failed": "to", "fails": "to", "refuse": "to", "refused": "to", "refuses": "to", "denied": "that", "denies": "that", "ruled": "out",
}

// stopping are verbs that do so before another: "stopped shooting".
var stopping = words.Set("stop stops stopped stopping cease ceases ceased avoid avoids avoided quit")

// yet: what follows a negator and takes its force away: "not only".
var unforced = words.Set("only just merely simply necessarily doubt longer later least matter wonder")

// stopwords say nothing of what a claim is about.
var stopwords = words.Set(`a an the this that these those some any each every all both such own same other another one ones it its itself he him his himself she her
	hers herself they them their theirs themselves we us our ours i me my mine myself you your yours who whom whose which what when where why how there here
	is are was were be been being am do does did done doing have has had having will would shall should can could may might must ought
	and or but if because although though while as until unless since than then so of at by for with about against between into through during before
	after above below to from up down in out on off over under again further also too very just only even still already yet ever much many most more
	s t ll d ve re m mr mrs ms dr sir said say says saying told tell according get got well now year day time week month today yesterday tomorrow
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	really quite rather perhaps maybe please thing something anything everything everyone anyone someone people put called call claim claims charge
	report reports allegation accusation suggestion new like way lot back going went come make made`)
